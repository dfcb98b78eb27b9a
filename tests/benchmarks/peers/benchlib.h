// shared helpers: cpu clock, report, memory
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <time.h>
inline uint64_t cpu_ns()
{
    timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}
inline uint64_t wall_ns()
{
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}
struct T
{
    uint64_t c, w;
    T()
        : c(cpu_ns())
        , w(wall_ns())
    {
    }
};
inline const char *g_peer = "?";
inline const char *g_wl = "?";
inline long g_n = 0;
inline void rep(const T &t, double ops, const std::string &extra = "")
{
    double c = cpu_ns() - t.c, w = wall_ns() - t.w;
    printf("%-12s %-10s N=%-9ld cpu=%12.1f ns/op wall=%12.1f ns/op %s\n", g_peer, g_wl, g_n, c / ops, w / ops,
           extra.c_str());
    fflush(stdout);
}
inline double statm()
{
    std::ifstream f("/proc/self/statm");
    double a, b;
    f >> a >> b;
    return b * 4096;
}
inline double hwm()
{
    std::ifstream f("/proc/self/status");
    std::string l;
    while (std::getline(f, l))
        if (l.rfind("VmHWM", 0) == 0)
            return atof(l.c_str() + 6) * 1024;
    return 0;
}
inline std::string mem(double r0, double r1)
{
    char b[100];
    snprintf(b, 100, "bytes/task=%.0f peak/task=%.0f", (r1 - r0) / g_n, (hwm() - r0) / g_n);
    return b;
}
inline uint64_t spread_ns(uint64_t i)
{
    return (i * 2654435761ull % 1000003ull) * 1000ull;
}
