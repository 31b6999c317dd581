/* latency PATH COUNT: microseconds from AT to OK, and from one byte to its echo, on the tty at PATH; or, where
 * PATH is not there, on a new pty which is given that name for a module to open. First of the first 1000 commands, then,
 * when 10,000 have been said and what a start has left to do is done, of COUNT.
 * Prints: at_p50 at_p90 at_p99 echo_p50 echo_p90 echo_p99 at_p99.9 first_p50 first_p90 first_p99 */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return x < y ? -1 : x > y;
}

/* Sends a request and reads until the answer's last bytes have come. */
static long exchange(int fd, const char *request, const char *end)
{
    char in[256];
    size_t have = 0, want = strlen(end);
    long start = now();
    if (write(fd, request, strlen(request)) < 0)
        exit(1);
    while (have < want || memcmp(in + have - want, end, want)) {
        struct pollfd p = {fd, POLLIN, 0};
        if (poll(&p, 1, 5000) <= 0 || have == sizeof in) {
            fprintf(stderr, "latency: no answer to %s\n", request);
            exit(1);
        }
        ssize_t got = read(fd, in + have, sizeof in - have);
        if (got <= 0)
            exit(1);
        have += (size_t)got;
    }
    return now() - start;
}

enum { FIRST = 1000, SAID = 10000, REST_SECONDS = 2 };

/* In microseconds, what a share of all times is not above. */
static double percentile(long *times, int count, double share)
{
    qsort(times, (size_t)count, sizeof *times, compare);
    return times[(int)(count * share)] / 1e3;
}

static void report(long *times, int count)
{
    printf("%.1f %.1f %.1f ", percentile(times, count, .5), percentile(times, count, .9), percentile(times, count, .99));
}

/* A pty's master, with its slave under a name; returns when a module on it has said that it is ready. */
static int offer(const char *name)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    char in[256];
    size_t have = 0;
    if (fd < 0 || grantpt(fd) || unlockpt(fd) || symlink(ptsname(fd), name))
        return -1;
    while (have < 7 || memcmp(in + have - 7, "ready\r\n", 7)) {
        if (have == sizeof in)
            have = 0;
        if (read(fd, in + have, 1) == 1)
            have++;
        else
            usleep(1000); /* nobody has opened it yet */
    }
    return fd;
}

int main(int argc, char **argv)
{
    int count = argc > 2 ? atoi(argv[2]) : 1000;
    int fd = argc > 1 ? access(argv[1], F_OK) ? offer(argv[1]) : open(argv[1], O_RDWR | O_NOCTTY) : -1;
    long *times = malloc(sizeof *times * (size_t)count), first[FIRST];
    struct termios raw;
    if (fd < 0 || count < 1 || !times) {
        fprintf(stderr, "usage: latency PATH [COUNT]\n");
        return 2;
    }
    tcgetattr(fd, &raw);
    raw.c_iflag = raw.c_oflag = raw.c_lflag = 0;
    raw.c_cflag = CS8 | CREAD | CLOCAL;
    tcsetattr(fd, TCSAFLUSH, &raw);
    for (int i = 0; i < FIRST; i++)
        first[i] = exchange(fd, "AT\r\n", "OK\r\n");
    for (int i = FIRST; i < SAID; i++)
        exchange(fd, "AT\r\n", "OK\r\n");
    sleep(REST_SECONDS);
    for (int i = 0; i < count; i++)
        times[i] = exchange(fd, "AT\r\n", "OK\r\n");
    report(times, count);
    double late = percentile(times, count, .999);
    for (int i = 0; i < count; i++) {
        times[i] = exchange(fd, "A", "A");
        exchange(fd, "T\r\n", "OK\r\n");
    }
    report(times, count);
    printf("%.1f ", late);
    report(first, FIRST);
    printf("\n");
    return 0;
}
