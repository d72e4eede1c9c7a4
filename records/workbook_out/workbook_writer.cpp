#include "records/workbook_out/workbook_writer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>
#include <xlsxwriter.h>

#include "records/io/system.hpp"
#include "records/workbook_out/cell_text.hpp"

namespace spanne::records {
namespace {

using Shown = SheetColumn::Shown;

constexpr std::size_t narrowest = 8, widest_text = 40, long_text_width = 70, widest_page = 220;  // letters
constexpr double line_height = 15, head_height = 20, max_height = 400;                           // points

FileError no_workbook(const std::string& why) { return {fmt::format("cannot make the workbook: {}", why)}; }

/// As the creation date of a workbook, which must not be 0.
std::time_t seconds_of(engine::Date day) {
  constexpr std::time_t a_day = 86'400;
  return std::max<std::time_t>(1, static_cast<std::time_t>(day.days) * a_day);
}

/// At least three decimals, or all there can be; the place of others stays blank, so that the points stand in a line.
std::string figure_format(int places) {
  constexpr int always_shown = 3, max_places = 15;
  if (places == 0) return "#,##0";
  std::string format = "#,##0.";
  for (int place = 0; place < std::min(places, max_places); ++place) format += place < always_shown ? '0' : '?';
  return format;
}

/// The number format of a column, as spreadsheets write it.
std::string number_format(const SheetColumn& column) {
  switch (column.shown) {
    case Shown::whole: return "#,##0";
    case Shown::figure: return figure_format(column.places);
    case Shown::percent: return "0.00%";
    case Shown::share: return "0.0%";
    case Shown::money: return fmt::format("#,##0.00 \"{}\"", column.currency);
    case Shown::date: return "yyyy-mm-dd";
    default: return {};
  }
}

bool is_right_aligned(Shown shown) { return shown != Shown::text && shown != Shown::long_text; }

/// The bits of a double hold sheet_digits decimal digits; the digits were counted before.
double binary(const CellNumber& number) {
  return std::strtod(fmt::format("{}e{}", number.digits, number.exponent).c_str(), nullptr);
}

double serial_day(engine::Date day) { return static_cast<double>(day.days - engine::make_date(1899, 12, 30)->days); }

/// Texts keep away from figures that end where they begin.
void align(lxw_format* format, bool right) {
  format_set_align(format, right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
  if (!right) format_set_indent(format, 1);
}

/// What stays in view: the heads, and of many columns the first.
void freeze(lxw_worksheet* sheet, std::size_t columns) {
  constexpr std::size_t many = 8;
  worksheet_freeze_panes(sheet, 1, columns > many ? 1 : 0);
}

/// What a printer needs: the heads on each page, and all columns, where they can still be read then.
void lay_out_pages(lxw_worksheet* sheet, std::size_t width) {
  constexpr std::uint8_t a4 = 9;
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, a4);
  if (width <= widest_page) worksheet_fit_to_pages(sheet, 1, 0);
}

/// How many lines a long text takes. Programs do not agree on whether they find that out by themselves.
std::size_t lines_of(std::string_view text) {
  constexpr std::size_t surely_fit = long_text_width - 6;
  std::size_t lines = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines += 1 + display_letters(text.substr(begin, end - begin)) / surely_fit;
    begin = end + 1;
  }
  return lines;
}

/// Writes a cell of any kind.
struct CellWriter {
  lxw_worksheet* sheet;
  lxw_row_t row;
  lxw_col_t column;
  lxw_format* format;

  lxw_error operator()(std::monostate) const { return worksheet_write_blank(sheet, row, column, format); }
  lxw_error operator()(const std::string& text) const {
    return worksheet_write_string(sheet, row, column, workbook_text(text).c_str(), format);
  }
  lxw_error operator()(const CellNumber& number) const {
    return worksheet_write_number(sheet, row, column, binary(number), format);
  }
  lxw_error operator()(bool truth) const { return worksheet_write_boolean(sheet, row, column, truth ? 1 : 0, format); }
  lxw_error operator()(engine::Date day) const {
    return worksheet_write_number(sheet, row, column, serial_day(day), format);
  }
};

/// About how many letters wide a cell is.
std::size_t width_of(const SheetCell& cell, const SheetColumn& column) {
  if (const auto* text = std::get_if<std::string>(&cell)) return display_letters(*text);
  if (const auto* number = std::get_if<CellNumber>(&cell)) return number->digits.size() + column.currency.size() + 3;
  return std::holds_alternative<engine::Date>(cell) ? std::string_view("2026-07-01").size() : 0;
}

}  // namespace

struct WorkbookWriter::Book {
  Book() = default;
  ~Book() {
    if (workbook != nullptr) lxw_workbook_free(workbook);
    if (file != nullptr) std::fclose(file);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  void add_styles();
  template <class Style>
  lxw_format* styled(const Style& style) {
    lxw_format* format = workbook_add_format(workbook);
    style(format);
    return format;
  }

  std::FILE* file = nullptr;  // in which it is built: without a name, and gone once it is closed
  std::string path;
  lxw_workbook* workbook = nullptr;
  std::array<lxw_format*, 2> heads{};  // left, right
  std::array<lxw_format*, 3> bands{};
};

struct WorkbookWriter::Page {
  struct Column {
    SheetColumn column;
    lxw_format *plain = nullptr, *total = nullptr;
    std::size_t width = narrowest;
  };
  std::vector<Column> columns;
  lxw_worksheet* sheet = nullptr;
  lxw_row_t rows = 0;  // written, the heads included
  bool body_ended = false;
};

WorkbookWriter::WorkbookWriter(std::string title, engine::Date day) : title_(std::move(title)), day_(day) {}
WorkbookWriter::~WorkbookWriter() = default;

std::optional<FileError> WorkbookWriter::restart() {
  page_.reset();
  figures_as_text_ = 0;
  book_ = std::make_unique<Book>();
  book_->file = temporary_file();
  if (book_->file == nullptr) return no_workbook(std::strerror(errno));
  book_->path = name_of_temporary(book_->file);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  book_->workbook = workbook_new_opt(book_->path.c_str(), &options);
  if (book_->workbook == nullptr) return no_workbook("not enough memory");
  lxw_doc_properties properties{};
  std::string title = workbook_text(title_);
  properties.title = title.data();
  properties.created = seconds_of(day_);
  workbook_set_properties(book_->workbook, &properties);
  book_->add_styles();
  return std::nullopt;
}

void WorkbookWriter::Book::add_styles() {
  for (const bool right : {false, true})
    heads[right ? 1 : 0] = styled([right](lxw_format* format) {
      format_set_bold(format);
      align(format, right);
      format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
      format_set_bottom(format, LXW_BORDER_THIN);
      format_set_bg_color(format, 0xE8EDF3);
    });
  constexpr std::array<std::pair<lxw_color_t, lxw_color_t>, 3> colors{
      {{0xFFF2CC, 0x7F6000}, {0xDDF0DC, 0x1E5C1A}, {0xF8D7D4, 0x8B1A12}}};
  for (std::size_t band = 0; band < colors.size(); ++band)
    bands[band] = styled([&](lxw_format* format) {
      format_set_bg_color(format, colors[band].first);
      format_set_font_color(format, colors[band].second);
    });
}

std::optional<FileError> WorkbookWriter::begin_sheet(const std::string& name, std::vector<SheetColumn> columns) {
  end_sheet();
  if (columns.size() > max_sheet_columns)
    return no_workbook(fmt::format("a sheet has at most {} columns, and these are {}; -o FILE.csv has no such limit",
                                   max_sheet_columns, columns.size()));
  page_ = std::make_unique<Page>();
  page_->sheet = workbook_add_worksheet(book_->workbook, name.c_str());
  if (page_->sheet == nullptr) return no_workbook(fmt::format("it cannot have a sheet called {}", name));
  freeze(page_->sheet, columns.size());
  worksheet_set_row(page_->sheet, 0, head_height, nullptr);
  for (SheetColumn& column : columns) add_column(std::move(column));
  page_->rows = 1;
  return std::nullopt;
}

void WorkbookWriter::add_column(SheetColumn column) {
  const auto place = static_cast<lxw_col_t>(page_->columns.size());
  const std::string head = workbook_text(column.head);
  const bool right = is_right_aligned(column.shown);
  worksheet_write_string(page_->sheet, 0, place, head.c_str(), book_->heads[right ? 1 : 0]);
  Page::Column& made = page_->columns.emplace_back();
  made.width = std::max(narrowest, display_letters(head) + 3);  // beside it stands the filter's button
  const auto style = [&](lxw_format* format) {
    if (const std::string shown = number_format(column); !shown.empty()) format_set_num_format(format, shown.c_str());
    align(format, right);
    if (column.shown == Shown::long_text) format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  };
  made.plain = book_->styled(style);
  made.total = book_->styled([&](lxw_format* format) {
    style(format);
    format_set_bold(format);
    format_set_top(format, LXW_BORDER_THIN);
  });
  made.column = std::move(column);
}

std::optional<FileError> WorkbookWriter::add_row(const std::vector<std::string_view>& texts) {
  return write_row(texts, false);
}

std::optional<FileError> WorkbookWriter::add_total(const std::vector<std::string_view>& texts) {
  end_body();
  return write_row(texts, true);
}

std::optional<FileError> WorkbookWriter::write_row(const std::vector<std::string_view>& texts, bool is_total) {
  if (page_->rows >= max_sheet_rows)
    return no_workbook(
        fmt::format("a sheet has {} rows, heads included, and these are more; -o FILE.csv has no such "
                    "limit",
                    max_sheet_rows));
  std::size_t lines = 1;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    figures_as_text_ += is_figure_as_text(texts[i], page_->columns[i].column) ? 1U : 0U;
    if (auto error = write_cell(i, cell_of(texts[i], page_->columns[i].column), is_total)) return error;
    if (page_->columns[i].column.shown == Shown::long_text) lines = std::max(lines, lines_of(texts[i]));
  }
  if (lines > 1)
    worksheet_set_row(page_->sheet, page_->rows, std::min(max_height, static_cast<double>(lines) * line_height),
                      nullptr);
  ++page_->rows;
  return std::nullopt;
}

std::optional<FileError> WorkbookWriter::write_cell(std::size_t index, const SheetCell& cell, bool is_total) {
  Page::Column& column = page_->columns[index];
  const CellWriter writer{page_->sheet, page_->rows, static_cast<lxw_col_t>(index),
                          is_total ? column.total : column.plain};
  if (const auto* text = std::get_if<std::string>(&cell); text != nullptr && letters_of_utf16(*text) > max_cell_letters)
    return no_workbook(
        fmt::format("row {}, column {}: a cell holds at most {} letters, and this text is longer; -o "
                    "FILE.csv has no such limit",
                    page_->rows + 1, column.column.head, max_cell_letters));
  column.width = std::max(column.width, width_of(cell, column.column) + 2);
  const lxw_error error = std::visit(writer, cell);
  return error == LXW_NO_ERROR ? std::nullopt : std::optional(no_workbook(lxw_strerror(error)));
}

/// Filter and colours of the rows so far. The library takes no rows above the one it writes.
void WorkbookWriter::end_body() {
  if (std::exchange(page_->body_ended, true) || page_->rows < 2) return;
  const lxw_row_t last = page_->rows - 1;
  worksheet_autofilter(page_->sheet, 0, 0, last, static_cast<lxw_col_t>(page_->columns.size() - 1));
  for (std::size_t i = 0; i < page_->columns.size(); ++i)
    if (page_->columns[i].column.is_band) color_bands(static_cast<lxw_col_t>(i), last);
}

void WorkbookWriter::color_bands(std::uint16_t column, std::uint32_t last_row) {
  constexpr std::array<const char*, 3> words{"under", "in band", "over"};
  for (std::size_t band = 0; band < words.size(); ++band) {
    lxw_conditional_format rule{};
    rule.type = LXW_CONDITIONAL_TYPE_CELL;
    rule.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
    std::string value = fmt::format("\"{}\"", words[band]);
    rule.value_string = value.data();
    rule.format = book_->bands[band];
    worksheet_conditional_format_range(page_->sheet, 1, column, last_row, column, &rule);
  }
}

void WorkbookWriter::end_sheet() {
  if (!page_) return;
  end_body();
  std::size_t all = 0;
  for (std::size_t i = 0; i < page_->columns.size(); ++i) {
    const Page::Column& column = page_->columns[i];
    const std::size_t widest = column.column.shown == Shown::long_text ? long_text_width : widest_text;
    const std::size_t width = std::min(column.width, widest);
    const auto place = static_cast<lxw_col_t>(i);
    worksheet_set_column(page_->sheet, place, place, static_cast<double>(width), nullptr);
    all += width;
  }
  lay_out_pages(page_->sheet, all);
  page_.reset();
}

std::optional<FileError> WorkbookWriter::finish(const std::function<std::optional<FileError>(std::string_view)>& take) {
  end_sheet();
  const lxw_error error = workbook_close(std::exchange(book_->workbook, nullptr));
  if (error != LXW_NO_ERROR) return no_workbook(lxw_strerror(error));
  std::string piece(1 << 18, '\0');
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(::fileno(book_->file), piece.data(), piece.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return no_workbook(std::strerror(errno));
    if (count == 0) return std::nullopt;
    if (auto refused = take(std::string_view(piece).substr(0, static_cast<std::size_t>(count)))) return refused;
    at += count;
  }
}

}  // namespace spanne::records
