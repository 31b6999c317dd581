/* asleep MILLIS PAGED FILE...: what wsat does with nothing to do, in C: wakes every MILLIS, reads each FILE, as wsat does the
 * kernel's tables of the network, and uses a word in each of 128 pages of PAGED, as a JVM does its code. Until it is ended. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PAGES = 128, PAGE = 4096, FILES_MAX = 8 };

int main(int argc, char **argv)
{
    struct stat paged;
    int fd = argc > 2 ? open(argv[2], O_RDONLY) : -1, files[FILES_MAX], count = 0;
    if (fd < 0 || fstat(fd, &paged) || paged.st_size < PAGES * PAGE) {
        fprintf(stderr, "usage: asleep MILLIS PAGED [FILE...]\n");
        return 2;
    }
    volatile char *bytes = mmap(0, (size_t)paged.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    long pause = atol(argv[1]), step = paged.st_size / PAGE / PAGES * PAGE;
    for (int i = 3; i < argc && count < FILES_MAX; i++)
        files[count++] = open(argv[i], O_RDONLY);
    while (1) {
        struct timespec time = {pause / 1000, pause % 1000 * 1000000};
        char read[PAGE];
        nanosleep(&time, 0);
        for (int i = 0; i < count; i++)
            if (pread(files[i], read, sizeof read, 0) < 0)
                return 1;
        for (int i = 0; i < PAGES; i++)
            (void)bytes[i * step + i % 60 * 64];
    }
}
