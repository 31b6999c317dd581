/* What wsat is held against: the smallest thing that answers AT on a pty, with echo, in one thread.
 * Prints the pty's path and serves until it is ended; or serves the tty whose path it is given. */
#define _XOPEN_SOURCE 600
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char in[4096], out[8192], line[4096];
    size_t length = 0;
    struct termios raw;
    int line_fd = argc > 1 ? open(argv[1], O_RDWR | O_NOCTTY) : posix_openpt(O_RDWR | O_NOCTTY);
    if (line_fd < 0 || (argc == 1 && (grantpt(line_fd) || unlockpt(line_fd))))
        return 1;
    int slave = argc > 1 ? line_fd : open(ptsname(line_fd), O_RDWR | O_NOCTTY); /* held, so that hosts may come and go */
    tcgetattr(slave, &raw);
    raw.c_iflag = raw.c_oflag = raw.c_lflag = 0;
    raw.c_cflag = CS8 | CREAD | CLOCAL;
    tcsetattr(slave, TCSANOW, &raw);
    if (argc > 1) {
        if (write(line_fd, "\r\nready\r\n", 9) < 0)
            return 1;
    } else {
        printf("%s\n", ptsname(line_fd));
        fflush(stdout);
    }
    for (;;) {
        ssize_t got = read(line_fd, in, sizeof in);
        size_t say = 0;
        if (got <= 0)
            return 0;
        for (ssize_t i = 0; i < got; i++) {
            out[say++] = in[i];
            if (in[i] != '\n') {
                if (length < sizeof line)
                    line[length++] = in[i];
                continue;
            }
            const char *answer = length == 3 && !memcmp(line, "AT\r", 3) ? "\r\nOK\r\n" : "\r\nERROR\r\n";
            memcpy(out + say, answer, strlen(answer));
            say += strlen(answer);
            length = 0;
        }
        if (write(line_fd, out, say) < 0)
            return 1;
    }
}
