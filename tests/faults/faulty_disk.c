/* A disk that fails on demand, for tests: loaded before the C library, it counts, refuses, tears,
 * records or ends the process at the file operations on everything below one folder.
 *
 * The test says which: an operation is one of
 *   o open, O open that makes a file, r read, w write, s sync, t truncate, n rename, u unlink
 * and a trouble one of
 *   k killed before an operation that changes something     h killed with half of a write done
 *   n no space from there on, after half of a write         i an I/O error, once
 *   j I/O errors from there on
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define DESCRIPTORS 4096
#define REAL(name)                                                                                 \
    static __typeof__(name) *real;                                                                 \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static char root[4096];
static size_t root_length;
static char watched[DESCRIPTORS];
static char trouble;
static long counted, fault_at;
static int log_to = -1;

void disk_watch(const char *folder) {
    root_length = strlen(folder);
    memcpy(root, folder, root_length + 1);
}

void disk_arm(char kind, long nth) {
    trouble = kind;
    fault_at = nth;
    counted = 0;
}

long disk_counted(void) { return counted; }

void disk_record(int descriptor) { log_to = descriptor; }

struct entry {
    int64_t number; /* offset, size, mark or flags */
    int32_t descriptor;
    uint32_t length;
    char operation;
    char padding[7];
};

static void note(char operation, int descriptor, int64_t number, const void *data, size_t length) {
    if (log_to < 0) return;
    struct entry head = {number, descriptor, (uint32_t)length, operation, {0}};
    /* In one call: threads share the log, and half an entry of another's would spoil the rest. */
    struct iovec parts[] = {{&head, sizeof head}, {(void *)data, length}};
    syscall(SYS_writev, log_to, parts, length ? 2 : 1);
}

void disk_mark(long number) { note('m', -1, number, NULL, 0); }

static int below(const char *path) {
    return root_length && path && strncmp(path, root, root_length) == 0;
}

static int ours(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS && watched[descriptor];
}

static int concerns(char operation) {
    switch (trouble) {
    case 'k': return operation != 'o' && operation != 'r';
    case 'h': return operation == 'w';
    case 'n': return strchr("Owstn", operation) != NULL;
    default: return trouble != 0;
    }
}

/* 0: go on; 1: refuse, errno is set; 2: do half of it, then what the trouble says. */
static int befalls(char operation) {
    if (!trouble || !concerns(operation)) return 0;
    counted++;
    int lasting = trouble == 'j' || (trouble == 'n' && strchr("Ow", operation));
    if (counted < fault_at || (counted > fault_at && !lasting)) return 0;
    if (trouble == 'k') kill(getpid(), SIGKILL);
    errno = trouble == 'n' ? ENOSPC : EIO;
    return trouble == 'h' || (trouble == 'n' && operation == 'w' && counted == fault_at) ? 2 : 1;
}

static int opened(int descriptor, const char *path, int made, int flags) {
    if (descriptor < 0 || descriptor >= DESCRIPTORS) return descriptor;
    struct stat about;
    int folder = fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode);
    watched[descriptor] = 1;
    note('o', descriptor, made | folder << 1 | ((flags & O_TRUNC) != 0) << 2, path, strlen(path));
    return descriptor;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        REAL(name);                                                                                \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;                    \
        va_end(more);                                                                              \
        if (!below(path)) return real(path, flags, mode);                                          \
        int made = flags & O_CREAT && faccessat(AT_FDCWD, path, F_OK, 0) != 0;                     \
        if (befalls(made ? 'O' : 'o')) return -1;                                                  \
        return opened(real(path, flags, mode), path, made, flags);                                 \
    }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
    REAL(close);
    if (ours(descriptor)) watched[descriptor] = 0;
    return real(descriptor);
}

#define READ(name, offset_type)                                                                    \
    ssize_t name(int descriptor, void *into, size_t length, offset_type offset) {                  \
        REAL(name);                                                                                \
        if (ours(descriptor) && befalls('r')) return -1;                                           \
        if (ours(descriptor)) note('r', descriptor, 0, NULL, 0);                                   \
        return real(descriptor, into, length, offset);                                             \
    }
READ(pread, off_t)
READ(pread64, off64_t)

ssize_t read(int descriptor, void *into, size_t length) {
    REAL(read);
    if (ours(descriptor) && befalls('r')) return -1;
    if (ours(descriptor)) note('r', descriptor, 0, NULL, 0);
    return real(descriptor, into, length);
}

static ssize_t half_done(ssize_t written) {
    if (trouble == 'h') kill(getpid(), SIGKILL);
    return written;
}

#define PWRITE(name, offset_type)                                                                  \
    ssize_t name(int descriptor, const void *from, size_t length, offset_type offset) {            \
        REAL(name);                                                                                \
        if (!ours(descriptor)) return real(descriptor, from, length, offset);                      \
        switch (befalls('w')) {                                                                    \
        case 1: return -1;                                                                         \
        case 2: return half_done(real(descriptor, from, length / 2, offset));                      \
        }                                                                                          \
        note('w', descriptor, offset, from, length);                                               \
        return real(descriptor, from, length, offset);                                             \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *from, size_t length) {
    REAL(write);
    if (!ours(descriptor)) return real(descriptor, from, length);
    switch (befalls('w')) {
    case 1: return -1;
    case 2: return half_done(real(descriptor, from, length / 2));
    }
    note('w', descriptor, lseek(descriptor, 0, SEEK_CUR), from, length);
    return real(descriptor, from, length);
}

#define SYNC(name)                                                                                 \
    int name(int descriptor) {                                                                     \
        REAL(name);                                                                                \
        if (!ours(descriptor)) return real(descriptor);                                            \
        if (befalls('s')) return -1;                                                               \
        int result = real(descriptor);                                                             \
        note('s', descriptor, 0, NULL, 0);                                                         \
        return result;                                                                             \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, size_type)                                                                  \
    int name(int descriptor, size_type size) {                                                     \
        REAL(name);                                                                                \
        if (!ours(descriptor)) return real(descriptor, size);                                      \
        if (befalls('t')) return -1;                                                               \
        note('t', descriptor, size, NULL, 0);                                                      \
        return real(descriptor, size);                                                             \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    REAL(rename);
    if (!below(to)) return real(from, to);
    if (befalls('n')) return -1;
    char both[2 * sizeof root];
    size_t first = strlen(from) + 1, second = strlen(to);
    if (first + second > sizeof both) return errno = ENAMETOOLONG, -1;
    memcpy(both, from, first);
    memcpy(both + first, to, second);
    int result = real(from, to);
    if (result == 0) note('n', -1, 0, both, first + second);
    return result;
}

int unlink(const char *path) {
    REAL(unlink);
    if (!below(path)) return real(path);
    if (befalls('u')) return -1;
    int result = real(path);
    if (result == 0) note('u', -1, 0, path, strlen(path));
    return result;
}
