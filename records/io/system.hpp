// What the systems that the program runs on do in different ways: Linux, and Node (any system, from WebAssembly).
//
// As with the system's own calls, what fails leaves its reason in errno.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

namespace spanne::records {

std::uint64_t random_number();

/// Opens a file for writing that has no name in any folder and vanishes with the process; -1 where that is not to be
/// had.
int open_nameless(const std::string& folder, unsigned mode);
/// Gives such a file its name, which must not exist.
bool give_name(int nameless, const std::string& name);

/// Lets two files change their names.
bool exchange_names(const std::string& one, const std::string& other);
/// Renames a file unless there is one of the new name (EEXIST).
bool rename_to_new(const std::string& from, const std::string& to);

/// Locks an open file, or folder, against other runs of the program, until it is closed or the run ends, however it
/// does. Waits while another run holds it. On Node, which knows no locks, nothing is locked.
bool lock_file(int descriptor);
/// Whether nobody holds the file; if so it is locked. On Node, where that cannot be known, false.
bool lock_abandoned_file(int descriptor);

/// Whether standard input has something to read, or has ended. On Node, which cannot be asked, false: what there is to
/// do is then done first.
bool standard_input_waits();

/// The current folder as a descriptor that ::fchdir() leads back to; -1 if it cannot be opened.
int open_current_folder();

/// Standard output as a descriptor of its own, to be given back to close_file().
int open_standard_output();
int close_file(int descriptor);
/// Whether closing the file would succeed: some file systems report a failed write only then.
bool can_be_closed(int descriptor);
/// Waits until a file's bytes, or a folder's names, are on the disk.
bool sync_to_disk(int descriptor);

/// Whether names in a folder that differ only in case are one.
bool ignores_case(const std::string& folder);

/// A file for reading and writing that vanishes once it is closed; null if there is none.
std::FILE* temporary_file();
/// The name under which such a file can be opened once more; empty if it has none.
std::string name_of_temporary(std::FILE* file);

}  // namespace spanne::records
