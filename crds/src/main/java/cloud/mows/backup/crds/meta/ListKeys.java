package cloud.mows.backup.crds.meta;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fields that tell the elements of a list apart ({@code x-kubernetes-list-type: map}): they are unique, and server-side apply
 * merges the elements of several owners. A list without it is replaced as a whole. fabric8's generator has no word for this.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ListKeys {
    String[] value();
}
