/* started COUNT COMMAND...: milliseconds from starting the command to the whole of "\r\nready\r\n" on its
 * standard output, the median of COUNT starts. A word TTY of the command stands for a pseudo-terminal, where it is
 * then waited for; AT is said there at once, and a second figure is when "OK\r\n" has come. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Opens a raw pseudo-terminal whose name takes the place of TTY; -1: there is no such word. */
static int terminal(char **words)
{
    for (; *words; words++) {
        if (!strcmp(*words, "TTY") || !strncmp(*words, "/dev/pts/", 9)) {
            struct termios raw;
            int master = posix_openpt(O_RDWR | O_NOCTTY);
            grantpt(master);
            unlockpt(master);
            *words = strdup(ptsname(master));
            int slave = open(*words, O_RDWR | O_NOCTTY);
            tcgetattr(slave, &raw);
            cfmakeraw(&raw);
            tcsetattr(slave, TCSANOW, &raw);
            return master; /* the slave stays open, or reading fails before the command opens it */
        }
    }
    return -1;
}

int main(int argc, char **argv)
{
    int terminals = 0;
    int count = argc > 2 ? atoi(argv[1]) : 0;
    double *times = malloc(sizeof *times * (size_t)(count + 1));
    double *answered = malloc(sizeof *answered * (size_t)(count + 1));
    if (count < 1 || !times || !answered)
        return 2;
    for (int i = 0; i < count; i++) {
        int in[2], out[2];
        char said[9];
        size_t have = 0;
        if (pipe(in) || pipe(out))
            return 1;
        int tty = terminal(argv + 2);
        double begun = now();
        pid_t child = fork();
        if (child == 0) {
            dup2(in[0], 0);
            dup2(out[1], 1);
            close(in[1]);
            close(out[0]);
            execv(argv[2], argv + 2);
            _exit(127);
        }
        close(in[0]);
        close(out[1]);
        while (have < sizeof said) {
            ssize_t got = read(tty < 0 ? out[0] : tty, said + have, sizeof said - have);
            if (got <= 0)
                return 1;
            have += (size_t)got;
        }
        times[i] = now() - begun;
        if (tty >= 0) {
            char last[4] = "";
            if (write(tty, "AT\r\n", 4) != 4)
                return 1;
            while (memcmp(last, "OK\r\n", 4)) {
                memmove(last, last + 1, 3);
                if (read(tty, last + 3, 1) != 1)
                    return 1;
            }
            answered[i] = now() - begun;
            terminals++;
        }
        close(in[1]);
        close(out[0]);
        if (tty >= 0) {
            kill(child, SIGTERM);
            close(tty);
        }
        waitpid(child, NULL, 0);
    }
    qsort(times, (size_t)count, sizeof *times, compare);
    printf("%.1f", times[count / 2]);
    if (terminals) {
        qsort(answered, (size_t)count, sizeof *answered, compare);
        printf(" %.1f", answered[count / 2]);
    }
    printf("\n");
    return 0;
}
