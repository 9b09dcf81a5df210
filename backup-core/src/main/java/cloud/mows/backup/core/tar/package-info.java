/**
 * Tar archives as streams (POSIX.1-2017 pax, "pax Interchange Format" and "ustar Interchange Format"; the GNU tar manual, "Basic
 * Tar Format" and "Storing Sparse Files"): {@link cloud.mows.backup.core.tar.TarReader} gives one {@link
 * cloud.mows.backup.core.tar.TarEntry} after the other and the content of each, {@link cloud.mows.backup.core.tar.TarWriter} takes them. Written here and not by a library because names, link targets
 * and attributes are bytes, which libraries pass through a character set, and because they take an archive that ends anywhere for a whole one.
 *
 * <p>Read are ustar, pax, GNU and star headers and those of Unix version 7; long names of GNU and pax; sizes and times of any length; extended
 * attributes of pax; sparse files of GNU's old form and of the pax forms 0.0, 0.1 and 1.0.
 *
 * <p>It does not know where entries go. Invariants: an archive is read to the end of the stream, and one without its two blocks of
 * zeros there is refused; memory is bounded whatever an archive says. Failures: {@link
 * cloud.mows.backup.core.tar.MalformedTarException}; there is no going on after it. Threads: a reader belongs to one.
 */
@NullMarked
package cloud.mows.backup.core.tar;

import org.jspecify.annotations.NullMarked;
