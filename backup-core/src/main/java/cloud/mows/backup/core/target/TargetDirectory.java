package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real directory below (or at) the root of a target. Holds no descriptor of its own, so that any number may be kept.
 *
 * <p>Every method with a name throws {@link TargetException.Refused} for one that is empty, {@code .}, {@code ..} or has a
 * slash or NUL.
 */
public interface TargetDirectory {
    BytePath path();

    /**
     * Whether this target made the directory, so that nothing is in it but what this target put there: no name needs to be
     * looked at before it is written.
     */
    boolean isNew();

    /** This directory. */
    FileStat stat() throws TargetException;

    /** What has the name, itself not followed; null if nothing has. */
    @Nullable
    FileStat stat(ByteString name) throws TargetException;

    /** In the order of their unsigned bytes; without unfinished files of restores, which are theirs. */
    List<ByteString> names() throws TargetException;

    ByteString readLink(ByteString name) throws TargetException;

    /**
     * Makes the directory with mode 0700, or takes the one that is there, adding our own rights to its mode.
     *
     * @throws TargetException.Taken if the name belongs to something else, also a link to a directory
     */
    TargetDirectory makeDirectory(ByteString name) throws TargetException;

    /** Opens what is there already. */
    TargetDirectory openDirectory(ByteString name) throws TargetException;

    /**
     * Begins a regular file; it gets its name by {@link TargetFile#commit}.
     */
    TargetFile createFile(ByteString name, ZeroRuns zeroRuns) throws TargetException;

    /** The same for a file whose whole content is at hand. */
    List<MetadataProblem> writeFile(ByteString name, ByteSlice content, ZeroRuns zeroRuns, Node node)
            throws TargetException;

    /** Opens a regular file that is there, for comparing. */
    ExistingFile openFile(ByteString name) throws TargetException;

    /**
     * Makes a symbolic link, device, FIFO or socket with its metadata, in place of what has the name.
     *
     * @throws TargetException.Taken if that is a directory
     * @throws IllegalArgumentException if the node is a file or directory
     */
    List<MetadataProblem> makeSpecial(ByteString name, Node node) throws TargetException;

    /** Makes another name for a file that is there, in place of what has the name. */
    void makeHardLink(ByteString name, TargetDirectory existingDirectory, ByteString existingName)
            throws TargetException;

    /** Brings the metadata of what has the name to the node's, its content left as it is. */
    List<MetadataProblem> applyMetadata(ByteString name, Node node) throws TargetException;

    /**
     * Brings this directory's own metadata to the node's: after everything in it is done, or its times are lost. Its
     * descriptor is closed.
     */
    List<MetadataProblem> applyMetadata(Node node) throws TargetException;

    /**
     * Removes the name and, if it is a directory, everything below; nothing if there is none.
     *
     * @throws TargetException.Refused where something is mounted; what lies before it is removed by then
     */
    void remove(ByteString name) throws TargetException;

    /** Makes the names in this directory durable. */
    void sync() throws TargetException;
}
