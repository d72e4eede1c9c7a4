// Everything the library offers: read a guideline, evaluate and explain accounts, prove, compare versions, lay out.
//
// Texts are UTF-8. Nothing here opens a file, reads a clock, starts a thread, or keeps anything between calls. Nothing
// throws but for want of memory (std::bad_alloc).
#pragma once

#include <spanne/account.hpp>
#include <spanne/compare.hpp>
#include <spanne/diagnostic.hpp>
#include <spanne/evaluate.hpp>
#include <spanne/explain.hpp>
#include <spanne/format.hpp>
#include <spanne/outcome.hpp>
#include <spanne/prove.hpp>
#include <spanne/rule_set.hpp>
