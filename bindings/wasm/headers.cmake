# Headers of libraries that are headers alone, from this machine's own packages. They are linked into a folder of their
# own, since the folder they lie in holds the C library of this machine, too, which is not WebAssembly's.
set(headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${headers})
foreach(name tao fmt boost nlohmann hwy utf8cpp)
  if(NOT EXISTS /usr/include/${name})
    message(FATAL_ERROR "The headers of ${name} are missing; scripts/wasm installs them.")
  endif()
  file(CREATE_LINK /usr/include/${name} ${headers}/${name} SYMBOLIC)
endforeach()
foreach(name taocpp::pegtl fmt::fmt Boost::headers nlohmann_json::nlohmann_json)
  add_library(${name} INTERFACE IMPORTED)
  target_include_directories(${name} SYSTEM INTERFACE ${headers})
endforeach()
set(HIGHWAY_INCLUDE_DIR ${headers})
set(UTF8CPP_INCLUDE_DIR ${headers}/utf8cpp)
set(NETTLE_LIBRARY "")
set(UTF8PROC_LIBRARY "")  # grammar/text/normal_form asks the host
include_directories(SYSTEM ${headers} ${UTF8CPP_INCLUDE_DIR})
