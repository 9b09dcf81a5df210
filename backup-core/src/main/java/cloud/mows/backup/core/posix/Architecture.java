package cloud.mows.backup.core.posix;

/** Which of the two supported instruction sets this is: they number system calls and some open flags differently. */
final class Architecture {
    static final boolean X86_64;

    static {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!system.equals("Linux")) {
            throw new UnsupportedOperationException("files are read on Linux only, this is " + system);
        }
        X86_64 = machine.equals("amd64") || machine.equals("x86_64");
        if (!X86_64 && !machine.equals("aarch64")) {
            throw new UnsupportedOperationException("x86-64 and aarch64 are supported, this is " + machine);
        }
    }

    private Architecture() {}
}
