package dev.trestle.verticle.fs.path;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * The system calls of Linux that start from an open directory, which Java has only some of. Names are bytes that end with
 * a zero; a result below zero is a failure, about which {@link #accident} tells more on the same thread.
 *
 * <p>Numbers are those of x86-64 and aarch64, where they differ by the machine.
 */
public final class Kernel {

    static final int HERE = -100;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    /** A call on the descriptor answers at once where it would have to wait. */
    public static final int O_NONBLOCK = 04000;
    /** A program that is started does not inherit the descriptor. */
    public static final int O_CLOEXEC = 02000000;

    static final int O_PATH = 010000000;
    static final int O_DIRECTORY;
    static final int O_NOFOLLOW;
    static final int AT_REMOVEDIR = 0x200;

    static final int ENOENT = 2;
    /** A signal came in between; nothing was done. */
    public static final int EINTR = 4;
    /** Nothing is there yet, and the call was not to wait. */
    public static final int EAGAIN = 11;

    static final int EISDIR = 21;
    static final int EINVAL = 22;

    private static final int EPERM = 1;
    private static final int ENXIO = 6;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int EXDEV = 18;
    private static final int ENOTDIR = 20;
    private static final int ENOSPC = 28;
    private static final int EROFS = 30;
    private static final int ENOTEMPTY = 39;
    private static final int EDQUOT = 122;

    private static final int RENAME_NOREPLACE = 1;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_BYTES = 256;
    private static final long OPENAT2 = 437;
    private static final long GETDENTS64;
    /** Through no link of either sort, and never above where it starts. */
    private static final long RESOLVE = 0x02 | 0x04 | 0x08;

    static {
        boolean arm = Platform.isARM();
        if (!Platform.isLinux() || !Platform.is64Bit() || !arm && !Platform.isIntel()) {
            throw new UnsupportedOperationException("files are served on Linux for x86-64 and aarch64 alone");
        }
        O_DIRECTORY = arm ? 040000 : 0200000;
        O_NOFOLLOW = arm ? 0100000 : 0400000;
        GETDENTS64 = arm ? 61 : 217;
        Native.register(Kernel.class, Platform.C_LIBRARY_NAME);
    }

    private Kernel() {}

    static native int openat(int directory, byte[] name, int flags, int mode);

    /** Gives {@code descriptor} back; its number may be another's at once. */
    public static native int close(int descriptor);

    static native int mkdirat(int directory, byte[] name, int mode);

    static native int unlinkat(int directory, byte[] name, int flags);

    static native int renameat(int from, byte[] name, int to, byte[] newName);

    private static native int renameat2(int from, byte[] name, int to, byte[] newName, int flags);

    static native int symlinkat(byte[] target, int directory, byte[] name);

    /** Reads on into a direct {@code buffer}, whatever its position. */
    static native long read(int file, ByteBuffer buffer, long most);

    static native long readlinkat(int directory, byte[] name, byte[] target, long size);

    private static native long lseek(int file, long offset, int whence);

    private static native int statx(int directory, byte[] name, int flags, int mask, byte[] result);

    private static native long syscall(long number, int directory, byte[] name, byte[] how, long size);

    private static native long syscall(long number, int directory, byte[] entries, long size);

    /** Opens what lies below {@code directory}, without following any link on the way or at its end. */
    static int openat2(int directory, byte[] path, int flags) {
        var how = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        how.putLong(flags).putLong(0).putLong(RESOLVE);
        return (int) syscall(OPENAT2, directory, path, how.array(), how.capacity());
    }

    /** Renames where nothing is at {@code newName}; {@code EINVAL} on a filesystem that cannot tell. */
    static int renameNew(int from, byte[] name, int to, byte[] newName) {
        return renameat2(from, name, to, newName, RENAME_NOREPLACE);
    }

    /** Fills {@code entries} with the next {@code linux_dirent64}s; yields how many bytes they take. */
    static int getdents64(int directory, byte[] entries) {
        return (int) syscall(GETDENTS64, directory, entries, entries.length);
    }

    /** The {@code struct statx} of what {@code name} itself is, or of {@code directory} for an empty name. */
    static ByteBuffer statx(int directory, byte[] name) {
        var result = new byte[STATX_BYTES];
        int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
        return statx(directory, name, flags, STATX_BASIC_STATS, result) < 0
                ? null
                : ByteBuffer.wrap(result).order(ByteOrder.nativeOrder());
    }

    /** Where from {@code offset} on the next data or hole of an open file begins; -1 when there is no more data. */
    static long seek(int file, long offset, boolean data) throws IOException {
        long found = lseek(file, offset, data ? SEEK_DATA : SEEK_HOLE);
        if (found < 0 && errno() != ENXIO) {
            throw accident("");
        }
        return found;
    }

    /** The number of the last failure on this thread. */
    public static int errno() {
        return Native.getLastError();
    }

    /** The last failure on this thread, about {@code name}; refuses where that is the state of the disk. */
    public static IOException accident(String name) {
        int errno = errno();
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(name);
            case EPERM, EACCES -> new AccessDeniedException(name);
            case EEXIST -> new FileAlreadyExistsException(name);
            case EXDEV -> new AtomicMoveNotSupportedException(name, null, "another filesystem");
            case ENOTDIR -> new NotDirectoryException(name);
            case ENOSPC, EDQUOT -> throw Refusals.full();
            case EROFS -> throw Refusals.readOnly();
            case ENOTEMPTY -> new DirectoryNotEmptyException(name);
            default -> new FileSystemException(name, null, "errno " + errno);
        };
    }
}
