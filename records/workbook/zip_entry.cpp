#include "records/workbook/zip_entry.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <zlib.h>

#include "records/workbook/limits.hpp"

namespace spanne::records {
namespace {

constexpr std::size_t packed_capacity = 32'768;
constexpr std::size_t local_header_size = 30;
constexpr std::uint32_t signature_local = 0x04034b50;

Bytef* zlib_bytes(char* bytes) { return reinterpret_cast<Bytef*>(bytes); }
const Bytef* zlib_bytes(const char* bytes) { return reinterpret_cast<const Bytef*>(bytes); }

AccountsError too_large_unpacked(const ZipEntry& entry, std::uint64_t most) {
  return {fmt::format("its part {} is larger than {} MB unpacked, which is the most it may be", entry.name,
                      most / 1'000'000),
          "copy the rows that are needed into a new workbook, or save the sheet as CSV"};
}

}  // namespace

ZipEntryReader::ZipEntryReader(const ByteSource& bytes, const ZipEntry& entry, std::uint64_t max_size)
    : bytes_(bytes), entry_(entry), max_size_(max_size), packed_(packed_capacity, '\0') {
  begin();
}

ZipEntryReader::~ZipEntryReader() {
  if (stream_) inflateEnd(stream_.get());
}

void ZipEntryReader::fail(AccountsError error) {
  if (!failure_) failure_ = std::move(error);
  ended_ = true;
}

void ZipEntryReader::damaged() { fail(damaged_workbook(fmt::format("its part {} cannot be unpacked", entry_.name))); }

/// Reads the entry's own header, which has to agree with the directory, and makes ready to unpack.
void ZipEntryReader::begin() {
  if ((entry_.flags & 1U) != 0)
    return fail({"it is protected with a password", "open it, save it without a password, and read that"});
  if (entry_.method != Z_DEFLATED && entry_.method != 0)
    return fail({fmt::format("its part {} is packed in a way no spreadsheet program uses", entry_.name),
                 "open it in a spreadsheet program and save it as .xlsx"});
  if (entry_.size > max_size_) return fail(too_large_unpacked(entry_, max_size_));
  char header[local_header_size];
  const auto count = bytes_.read(static_cast<std::size_t>(entry_.offset), header, local_header_size);
  if (!count || *count != local_header_size || little_32(header) != signature_local) return damaged();
  at_ = entry_.offset + local_header_size + little_16(header + 26) + little_16(header + 28);
  if (at_ > entry_.end || entry_.packed_size > entry_.end - at_ || little_16(header + 8) != entry_.method)
    return damaged();
  packed_left_ = entry_.packed_size;
  if (entry_.method == 0 && entry_.size != entry_.packed_size) return damaged();
  if (entry_.method == 0) return;
  stream_ = std::make_unique<z_stream>();
  if (inflateInit2(stream_.get(), -MAX_WBITS) != Z_OK) {
    stream_.reset();
    damaged();
  }
}

/// Fetches packed bytes; false where there are none.
bool ZipEntryReader::fill() {
  const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(packed_left_, packed_.size()));
  if (size == 0) return false;
  const auto count = bytes_.read(static_cast<std::size_t>(at_), packed_.data(), size);
  if (!count || *count != size) return false;
  at_ += size;
  packed_left_ -= size;
  packed_at_ = 0;
  packed_end_ = size;
  return true;
}

std::size_t ZipEntryReader::inflate_some(char* out, std::size_t size) {
  stream_->next_out = zlib_bytes(out);
  stream_->avail_out = static_cast<uInt>(size);
  while (stream_->avail_out == size) {
    if (packed_at_ == packed_end_ && !fill()) return 0;
    stream_->next_in = const_cast<Bytef*>(zlib_bytes(packed_.data() + packed_at_));
    stream_->avail_in = static_cast<uInt>(packed_end_ - packed_at_);
    const int result = inflate(stream_.get(), Z_NO_FLUSH);
    packed_at_ = packed_end_ - stream_->avail_in;
    if (result == Z_STREAM_END) {
      ended_ = true;
      break;
    }
    if (result != Z_OK && result != Z_BUF_ERROR) return 0;
  }
  return size - stream_->avail_out;
}

std::size_t ZipEntryReader::copy_some(char* out, std::size_t size) {
  if (packed_at_ == packed_end_ && !fill()) return 0;
  const std::size_t count = std::min(size, packed_end_ - packed_at_);
  std::memcpy(out, packed_.data() + packed_at_, count);
  packed_at_ += count;
  ended_ = packed_at_ == packed_end_ && packed_left_ == 0;
  return count;
}

void ZipEntryReader::count(const char* out, std::size_t made) {
  made_ += made;
  checksum_ = static_cast<std::uint32_t>(crc32(checksum_, zlib_bytes(out), static_cast<uInt>(made)));
  const std::uint64_t packed = entry_.packed_size - packed_left_ - (packed_end_ - packed_at_);
  if (made_ > max_size_) return fail(too_large_unpacked(entry_, max_size_));
  if (made_ > entry_.size) return damaged();
  if (made_ > ratio_counts_from && made_ / max_unpacking_ratio > packed)
    fail({fmt::format("its part {} unpacks to more than {} times its size, as no sheet of values does", entry_.name,
                      max_unpacking_ratio),
          "copy the rows that are needed into a new workbook, or save the sheet as CSV"});
}

void ZipEntryReader::finish() {
  const bool whole = packed_left_ == 0 && packed_at_ == packed_end_;
  if (!failure_ && (!whole || made_ != entry_.size || checksum_ != entry_.checksum)) damaged();
}

std::size_t ZipEntryReader::read(char* out, std::size_t size) {
  if (failure_) return 0;
  if (ended_ || (entry_.packed_size == 0 && entry_.size == 0)) {
    finish();
    return 0;
  }
  const std::size_t piece = std::min<std::size_t>(size, 1U << 30U);
  const std::size_t made = entry_.method == 0 ? copy_some(out, piece) : inflate_some(out, piece);
  if (made == 0 && !ended_) damaged();
  if (made > 0) count(out, made);
  if (failure_) return 0;
  if (made == 0) finish();
  return made;
}

std::variant<std::string, AccountsError> read_part(const ZipArchive& archive, const ZipEntry& entry) {
  ZipEntryReader reader(archive.bytes(), entry, max_unpacked_part);
  std::string text;
  char piece[16'384];
  for (std::size_t made = reader.read(piece, sizeof piece); made > 0; made = reader.read(piece, sizeof piece))
    text.append(piece, made);
  if (reader.failure()) return *reader.failure();
  return text;
}

}  // namespace spanne::records
