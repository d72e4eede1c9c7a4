-- Runs in Neovim: uses the server as a person would, by what Neovim brings along, and writes what came of it, as JSON.
-- SETTINGS is what docs/editors.md tells to put into init.lua, WRONG the file with a mistake, RESULT where to write.
local result = {}
local patience = 30000

local function await(what, condition)
  if not vim.wait(patience, condition, 10) then error("in vain: " .. what) end
end
local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") end
local function go_to(before, word)
  vim.fn.cursor(1, 1)
  vim.fn.search("\\V" .. before, "cW")
  vim.fn.search("\\V" .. word, "cW")
end
local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      return table.concat(lines, "\n")
    end
  end
end
-- The first choice of every list that Neovim shows.
vim.ui.select = function(items, options, choose)
  result.choices = vim.tbl_map(options.format_item, items)
  choose(items[1], 1)
end

local function run()
  dofile(vim.env.SETTINGS)
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.WRONG))
  result.filetype, result.fileformat = vim.bo.filetype, vim.bo.fileformat

  await("findings", function() return #vim.diagnostic.get(0) > 0 end)
  result.findings = vim.tbl_map(function(each)
    local line = vim.api.nvim_buf_get_lines(0, each.lnum, each.lnum + 1, false)[1]
    return { code = each.code, message = each.message, at = line:sub(each.col + 1, each.end_col) }
  end, vim.diagnostic.get(0))

  go_to("cluster übrige", "0,1")
  vim.lsp.buf.code_action()
  await("the suggestion", function() return not text():find("0,1", 1, true) end)
  result.repaired = text()
  await("no findings", function() return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) == 0 end)

  go_to("größe = ", "groß ")
  local params = vim.lsp.util.make_position_params()
  local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", params, patience)
  for _, answer in pairs(answers or {}) do
    local items = vim.lsp.util.text_document_completion_list_to_complete_items(answer.result or {}, "")
    result.completion = vim.tbl_map(function(item) return item.word end, items)
  end

  go_to("viele_standorte:", "standorte > 10")
  vim.lsp.buf.hover()
  await("hover", function() return floating_text() ~= nil end)
  result.hover = floating_text()

  go_to("viele_standorte:", "größe >=")
  vim.lsp.buf.rename("umfang")
  await("the new name", function() return text():find("umfang >=", 1, true) ~= nil end)
  result.renamed = text()

  vim.lsp.buf.formatting_sync(nil, patience)
  result.formatted = text()
  vim.cmd("write")
end

local good, message = pcall(run)
if not good then result.failure = message end
local file = io.open(vim.env.RESULT, "w")
file:write(vim.json.encode(result))
file:close()
vim.cmd("qall!")
