/* Preloaded: a UART whose clock ends at 3000000 bit/s. As Linux does, it keeps the rate that it had, without a word. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>

#define GET 0x802C542A /* TCGETS2; its struct has c_cflag third, the rates tenth and eleventh */
#define SET 0x402C542B /* TCSETS2, TCSETSW2, TCSETSF2 */
#define RATE 0x100F    /* CBAUD */

int ioctl(int descriptor, unsigned long request, ...)
{
    int (*real)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
    unsigned now[11], *wanted;
    va_list rest;
    va_start(rest, request);
    wanted = va_arg(rest, unsigned *);
    va_end(rest);
    if (request >= SET && request <= SET + 2 && wanted[10] > 3000000 && real(descriptor, GET, now) == 0) {
        wanted[2] = (wanted[2] & ~RATE) | (now[2] & RATE);
        wanted[9] = now[9];
        wanted[10] = now[10];
    }
    return real(descriptor, request, wanted);
}
