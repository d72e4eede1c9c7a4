#include "cli/output_file.hpp"

#include <streambuf>
#include <string_view>

#include "records/io/destination.hpp"

namespace spanne::cli {
/// Hands bytes to a destination, and keeps the first error.
class OutputFile::Buffer : public std::streambuf {
 public:
  explicit Buffer(records::Destination& destination) : destination_(destination) {}
  const std::optional<records::FileError>& error() const { return error_; }

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    if (!error_) error_ = destination_.write({bytes, static_cast<std::size_t>(count)});
    return error_ ? 0 : count;
  }
  int_type overflow(int_type byte) override {
    if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
    const char character = traits_type::to_char_type(byte);
    return xsputn(&character, 1) == 1 ? byte : traits_type::eof();
  }

 private:
  records::Destination& destination_;
  std::optional<records::FileError> error_;
};

struct OutputFile::File {
  File(const std::string& path, const Output& terminal, engine::ByteDigest* digest)
      : destination(path, terminal.out, digest), output{guarded, terminal.err, {}, false, terminal.color_err} {}

  records::Destination destination;
  Buffer buffer{destination};
  std::ostream bytes{&buffer};
  SafeStream guarded{bytes};
  Output output;
};

OutputFile::OutputFile(const std::string& path, const Output& output, engine::ByteDigest* digest) : output_(output) {
  if (path.empty() || path == "-") return;
  file_ = std::make_unique<File>(path, output, digest);
  if (const auto error = file_->destination.restart()) stop(output, file_trouble, error->message);
}

OutputFile::~OutputFile() = default;

const Output& OutputFile::output() const { return file_ ? file_->output : output_; }

void OutputFile::commit() {
  if (!file_) return;
  file_->guarded.flush();
  auto error = file_->buffer.error();
  if (!error) error = file_->destination.commit();
  if (error) stop(output_, file_trouble, error->message);
}

}  // namespace spanne::cli
