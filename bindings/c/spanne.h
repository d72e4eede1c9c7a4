/* Spanne for C, and for everything that can call C: JSON in, JSON out.
 *
 * docs/library.md lists the functions, their arguments and the shapes of their answers. */
#ifndef SPANNE_H
#define SPANNE_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SPANNE_C_API __attribute__((visibility("default")))
#else
#define SPANNE_C_API
#endif

/* Calls `function` ("check", "evaluate", "explain", "compare", "format") with `json`, an object in UTF-8. Both end with a
 * zero byte. Returns a JSON document that ends with a zero byte and is given back to spanne_free(); what goes wrong is
 * an answer too: {"error": {"message", "help"}}. NULL only for want of memory, or if an argument is NULL. May be called
 * from several threads at once. */
SPANNE_C_API char* spanne_call(const char* function, const char* json);

/* Gives back what spanne_call() returned; NULL is allowed. */
SPANNE_C_API void spanne_free(char* text);

/* "0.1.0". Not to be freed. */
SPANNE_C_API const char* spanne_version(void);

#ifdef __cplusplus
}
#endif

#endif
