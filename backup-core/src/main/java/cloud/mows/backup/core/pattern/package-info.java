/**
 * The patterns by which people name files: restic's, which are those of Go's {@code filepath.Match} for one path element,
 * joined by slashes, with {@code **} for any number of elements.
 *
 * <p>A pattern that starts with {@code /} is compared from the root, any other at every depth; either also matches everything
 * below what it matches. A list is read in order: {@code !} before a pattern takes back what patterns before it matched.
 *
 * <p>It works on text: paths are absolute, with {@code /} between their elements. It reads no files and no environment.
 * Everything is immutable and safe for many threads. What cannot be a pattern is a
 * {@link cloud.mows.backup.core.pattern.MalformedPatternException} before anything is matched.
 */
@NullMarked
package cloud.mows.backup.core.pattern;

import org.jspecify.annotations.NullMarked;
