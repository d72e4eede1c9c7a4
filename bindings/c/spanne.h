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

/* Gives back what a function here returned as char*; NULL is allowed. */
SPANNE_C_API void spanne_free(char* text);

/* The language service, without a process of its own: messages of the language server protocol in and out, without
 * framing. It opens no file and reads no clock. A service belongs to one thread at a time. */
typedef struct spanne_service spanne_service;

/* `today` is the day of tests of guidelines that have no period of their own: "2026-07-01". NULL if it is no day, or for
 * want of memory. */
SPANNE_C_API spanne_service* spanne_service_new(const char* today);

/* Takes a message, and returns those that answer it: a JSON array, to be given back to spanne_free(). NULL only for want
 * of memory, or if an argument is NULL. */
SPANNE_C_API char* spanne_service_handle(spanne_service* service, const char* message);

/* 1 while findings and proofs wait to be made, which spanne_service_work() does, else 0. */
SPANNE_C_API int spanne_service_has_work(const spanne_service* service);

/* Does about `steps` steps of it (a million take some tenths of a second), and returns the messages that came of them. To
 * be called while no message waits: a newer text ends what was done for an older one. */
SPANNE_C_API char* spanne_service_work(spanne_service* service, unsigned steps);

/* NULL is allowed. */
SPANNE_C_API void spanne_service_free(spanne_service* service);

/* "0.1.0". Not to be freed. */
SPANNE_C_API const char* spanne_version(void);

#ifdef __cplusplus
}
#endif

#endif
