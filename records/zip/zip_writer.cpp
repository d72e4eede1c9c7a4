#include "records/zip/zip_writer.hpp"

#include <fmt/format.h>
#include <zlib.h>

namespace spanne::records {
namespace {

const Bytef* zlib_bytes(const char* bytes) { return reinterpret_cast<const Bytef*>(bytes); }

/// Packs pieces of bytes into a spool.
class Deflater {
 public:
  explicit Deflater(Spool& packed) : packed_(packed) {
    deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::optional<FileError> add(std::string_view bytes, int flush = Z_NO_FLUSH) {
    stream_.next_in = const_cast<Bytef*>(zlib_bytes(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    char out[32'768];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out);
      stream_.avail_out = sizeof out;
      deflate(&stream_, flush);
      if (auto error = packed_.append({out, sizeof out - stream_.avail_out})) return error;
    } while (stream_.avail_out == 0);
    return std::nullopt;
  }

 private:
  Spool& packed_;
  z_stream stream_{};
};

FileError too_large_archive() {
  return {
      fmt::format("the archive would be larger than {} GB, which is the most it may be", max_zip_size / 1'000'000'000)};
}

}  // namespace

std::string seal_text(std::string_view note, std::string_view digest) {
  return fmt::format("{}; SHA-256 of all bytes before this comment: {}", note, digest);
}

std::optional<FileError> ZipWriter::put(std::string_view bytes) {
  digest_.add(bytes);
  written_ += bytes.size();
  if (written_ > max_zip_size) return too_large_archive();
  return take_(bytes);
}

std::optional<FileError> ZipWriter::add(const std::string& name, const std::string& path) {
  ZipEntry entry;
  entry.name = name;
  entry.offset = written_;
  Spool packed;
  Deflater deflater(packed);
  std::optional<FileError> error;
  auto refused = read_pieces(path, max_zip_member, [&](std::string_view piece) {
    entry.checksum = static_cast<std::uint32_t>(
        crc32_z(entry.checksum, zlib_bytes(piece.data()), static_cast<z_size_t>(piece.size())));
    entry.size += piece.size();
    if (!error) error = deflater.add(piece);
  });
  if (!error) error = std::move(refused);
  if (!error) error = deflater.add({}, Z_FINISH);
  if (error) return error;
  const bool deflated = packed.size() < entry.size && entry.size / max_zip_ratio < packed.size();
  entry.method = deflated ? zip_deflated : zip_stored;
  entry.packed_size = deflated ? packed.size() : entry.size;
  entries_.push_back(entry);
  error = put(local_header(entry));
  const auto put_piece = [&](std::string_view piece) { return put(piece); };
  if (!error && deflated) error = packed.copy(put_piece);
  if (error || deflated) return error;
  refused = read_pieces(path, max_zip_member, [&](std::string_view piece) {
    if (!error) error = put(piece);
  });
  return error ? error : refused;
}

std::optional<FileError> ZipWriter::finish(std::string_view note) {
  const std::uint64_t begin = written_;
  std::string directory;
  for (const ZipEntry& entry : entries_) directory += directory_entry(entry);
  const std::size_t comment = seal_text(note, std::string(64, '0')).size();
  if (auto error = put(directory + end_record(entries_.size(), begin, directory.size(), comment))) return error;
  return put(seal_text(note, digest_.text()));
}

}  // namespace spanne::records
