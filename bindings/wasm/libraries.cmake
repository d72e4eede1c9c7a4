# Libraries that no package has for WebAssembly, from the sources that fetch-sources has put into build/wasm/sources, made
# as Debian makes them where that shows in what is written.
enable_language(C)
set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
set(CMAKE_C_FLAGS_RELEASE ${CMAKE_CXX_FLAGS_RELEASE})
set(library_sources ${CMAKE_BINARY_DIR}/sources)
if(NOT EXISTS ${library_sources}/zlib)
  message(FATAL_ERROR "The sources of zlib and other libraries are missing; scripts/wasm fetches them.")
endif()

function(spanne_c_library name folder)
  cmake_parse_arguments(ARG "" "" "INCLUDE;SOURCES;DEFINE" ${ARGN})
  list(TRANSFORM ARG_SOURCES PREPEND ${library_sources}/${folder}/)
  list(TRANSFORM ARG_INCLUDE PREPEND ${library_sources}/${folder}/)
  file(GLOB files ${ARG_SOURCES})
  add_library(${name} STATIC ${files})
  target_include_directories(${name} SYSTEM PUBLIC ${ARG_INCLUDE})
  target_compile_definitions(${name} PRIVATE ${ARG_DEFINE})
  target_compile_options(${name} PRIVATE -w)
endfunction()

spanne_c_library(wasm_zlib zlib INCLUDE . SOURCES
  adler32.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c zutil.c)
set(ZLIB_LIBRARY wasm_zlib)

file(WRITE ${library_sources}/expat/expat/lib/expat_config.h "")  # all of it is said below
# The random number that keeps its tables from being filled on purpose is the host's.
spanne_c_library(wasm_expat expat INCLUDE expat/lib SOURCES expat/lib/*.c
  DEFINE XML_NS XML_DTD XML_CONTEXT_BYTES=1024 HAVE_ARC4RANDOM_BUF arc4random_buf=getentropy)
set(EXPAT_LIBRARY wasm_expat)

spanne_c_library(wasm_utf8proc utf8proc INCLUDE . SOURCES utf8proc.c DEFINE UTF8PROC_STATIC)
target_compile_definitions(wasm_utf8proc INTERFACE UTF8PROC_STATIC)
set(UTF8PROC_LIBRARY wasm_utf8proc)

# Signatures and the passphrases of keys alone.
set(sodium src/libsodium)
configure_file(${library_sources}/libsodium/builds/msvc/version.h
  ${library_sources}/libsodium/${sodium}/include/sodium/version.h COPYONLY)
spanne_c_library(wasm_sodium libsodium
  INCLUDE ${sodium}/include ${sodium}/include/sodium
  SOURCES ${sodium}/sodium/*.c ${sodium}/randombytes/*.c ${sodium}/crypto_verify/sodium/*.c
    ${sodium}/crypto_sign/*.c ${sodium}/crypto_sign/ed25519/*.c ${sodium}/crypto_sign/ed25519/ref10/*.c
    ${sodium}/crypto_core/ed25519/*.c ${sodium}/crypto_core/ed25519/ref10/*.c ${sodium}/crypto_core/*/ref2/*.c
    ${sodium}/crypto_core/*/ref/*.c ${sodium}/crypto_hash/sha512/*.c ${sodium}/crypto_hash/sha512/cp/*.c
    ${sodium}/crypto_generichash/*.c ${sodium}/crypto_generichash/blake2b/*.c
    ${sodium}/crypto_generichash/blake2b/ref/*.c ${sodium}/crypto_pwhash/*.c ${sodium}/crypto_pwhash/argon2/*.c
    ${sodium}/crypto_secretbox/*.c ${sodium}/crypto_secretbox/xsalsa20poly1305/*.c
    ${sodium}/crypto_stream/xsalsa20/*.c ${sodium}/crypto_stream/salsa20/*.c ${sodium}/crypto_stream/salsa20/ref/*.c
    ${sodium}/crypto_stream/chacha20/*.c ${sodium}/crypto_stream/chacha20/ref/*.c
    ${sodium}/crypto_onetimeauth/*.c ${sodium}/crypto_onetimeauth/poly1305/*.c
    ${sodium}/crypto_onetimeauth/poly1305/donna/*.c ${sodium}/crypto_scalarmult/curve25519/*.c
    ${sodium}/crypto_scalarmult/curve25519/ref10/*.c
  DEFINE NATIVE_LITTLE_ENDIAN=1 CONFIGURED=1)
set(SODIUM_LIBRARY wasm_sodium)

# It comes with the part of minizip that it needs.
spanne_c_library(wasm_xlsxwriter libxlsxwriter INCLUDE include SOURCES
  src/*.c third_party/minizip/ioapi.c third_party/minizip/zip.c third_party/tmpfileplus/*.c
  DEFINE USE_NO_MD5 NOCRYPT)
target_link_libraries(wasm_xlsxwriter PUBLIC wasm_zlib)
add_library(PkgConfig::XLSXWRITER ALIAS wasm_xlsxwriter)

# There are no threads; emscripten's C library has everything that is asked of them.
add_library(Threads::Threads INTERFACE IMPORTED)
