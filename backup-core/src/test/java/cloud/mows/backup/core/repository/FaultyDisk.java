package cloud.mows.backup.core.repository;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** A folder of the real file system in which the n-th operation of some kinds fails, and if it is to, all after it. */
final class FaultyDisk extends FileSystemProvider {
    private final FileSystemProvider real;
    private final FileSystem fileSystem;
    private final Set<Operation> kinds;
    private final long faultAt;
    private final boolean stays;
    private long operations;

    enum Operation {
        MAKE_FOLDER,
        LIST,
        OPEN,
        WRITE,
        MAP,
        MOVE,
        REMOVE
    }

    FaultyDisk(Set<Operation> kinds, long faultAt, boolean stays) {
        FileSystem realSystem = FileSystems.getDefault();
        this.real = realSystem.provider();
        this.fileSystem = new FaultyFileSystem(realSystem, this);
        this.kinds = kinds;
        this.faultAt = faultAt;
        this.stays = stays;
    }

    synchronized boolean struck() {
        return operations >= faultAt;
    }

    synchronized void operate(Operation kind) throws FileSystemException {
        if (kinds.contains(kind)) {
            operations++;
            if (operations == faultAt || stays && operations > faultAt) {
                throw new FileSystemException("injected at " + kind + " " + operations);
            }
        }
    }

    /** The same path on this disk. */
    Path at(Path path) {
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getFileSystem")) {
                        return fileSystem;
                    }
                    if (method.getName().equals("equals")) {
                        return arguments[0] instanceof Path other && path.equals(onReal(other));
                    }
                    Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
                    for (int i = 0; i < unwrapped.length; i++) {
                        unwrapped[i] = unwrapped[i] instanceof Path other ? onReal(other) : unwrapped[i];
                    }
                    try {
                        Object result = method.invoke(path, unwrapped);
                        return result instanceof Path other ? at(other) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Path onReal(Path path) {
        return Path.of(path.toString());
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        operate(Operation.OPEN);
        return new FaultyChannel(real.newFileChannel(onReal(path), options, attributes), this);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        operate(Operation.OPEN);
        return real.newByteChannel(onReal(path), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        operate(Operation.LIST);
        DirectoryStream<Path> stream = Files.newDirectoryStream(onReal(folder));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> all = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return all.hasNext();
                    }

                    @Override
                    public Path next() {
                        return at(all.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (Files.exists(onReal(folder))) {
            // Linux says so before it says that the disk is full or read-only.
            throw new FileAlreadyExistsException(folder.toString());
        }
        operate(Operation.MAKE_FOLDER);
        real.createDirectory(onReal(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        operate(Operation.REMOVE);
        real.delete(onReal(path));
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        operate(Operation.REMOVE);
        return real.deleteIfExists(onReal(path));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        operate(Operation.MOVE);
        real.move(onReal(from), onReal(to), options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(onReal(path), modes);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(onReal(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(onReal(path), attributes, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(onReal(path), type, options);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isHidden(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
