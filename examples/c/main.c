/* Calls one function of the library: example FUNCTION < ARGUMENTS.json > ANSWER.json */
#include <spanne.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All of standard input, ended with a zero byte; NULL if memory does not suffice. */
static char* read_all(FILE* file) {
  size_t size = 0, capacity = 65536;
  char* text = malloc(capacity);
  while (text != NULL) {
    const size_t count = fread(text + size, 1, capacity - size - 1, file);
    size += count;
    if (count == 0) {
      text[size] = '\0';
      return text;
    }
    if (size + 1 == capacity) {
      char* larger = realloc(text, capacity *= 2);
      if (larger == NULL) free(text);
      text = larger;
    }
  }
  return NULL;
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "example FUNCTION < ARGUMENTS.json (spanne %s)\n", spanne_version());
    return 2;
  }
  char* arguments = read_all(stdin);
  char* answer = arguments == NULL ? NULL : spanne_call(argv[1], arguments);
  free(arguments);
  if (answer == NULL) {
    fprintf(stderr, "out of memory\n");
    return 2;
  }
  fputs(answer, stdout);
  const int failed = strncmp(answer, "{\n  \"error\"", 11) == 0;
  spanne_free(answer);
  return failed;
}
