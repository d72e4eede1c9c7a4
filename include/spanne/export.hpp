// Marks what the shared library shows.
#pragma once

#if defined(__GNUC__)
#define SPANNE_API __attribute__((visibility("default")))
#else
#define SPANNE_API
#endif
