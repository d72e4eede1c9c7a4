// This header provides Z3's C++ interface over functions that are loaded at run time, with the first question.
//
// Few questions reach the solver, and linking the library would add a millisecond to the start of every command. The
// names declared here hide the library's functions inside namespace z3, so that Z3's header calls the loaded ones. A
// function that is used but not listed below is an "undefined reference" when the program is linked.
#pragma once

#include <z3.h>

// The C functions that the used parts of the header call. clang-format would break the list into a staircase.
// clang-format off
#define SPANNE_Z3_FUNCTIONS(USE) \
  USE(dec_ref) USE(del_config) USE(del_context) USE(get_app_decl) USE(get_ast_kind) USE(get_decl_kind) \
  USE(get_error_code) USE(get_error_msg) USE(get_numeral_int64) USE(get_sort) USE(get_sort_kind) USE(inc_ref) \
  USE(is_re_sort) USE(is_seq_sort) USE(mk_add) USE(mk_and) USE(mk_bool_sort) USE(mk_bvadd) USE(mk_bvmul) \
  USE(mk_bvneg) USE(mk_bvsge) USE(mk_bvsgt) USE(mk_bvsle) USE(mk_bvslt) USE(mk_bvsub) USE(mk_concat) USE(mk_config) \
  USE(mk_const) USE(mk_context_rc) USE(mk_distinct) USE(mk_eq) USE(mk_false) USE(mk_fpa_add) USE(mk_fpa_geq) \
  USE(mk_fpa_gt) USE(mk_fpa_leq) USE(mk_fpa_lt) USE(mk_fpa_mul) USE(mk_fpa_neg) USE(mk_fpa_rna) USE(mk_fpa_rne) \
  USE(mk_fpa_rtn) USE(mk_fpa_rtp) USE(mk_fpa_rtz) USE(mk_fpa_sub) USE(mk_ge) USE(mk_gt) USE(mk_int) USE(mk_int2real) \
  USE(mk_int64) USE(mk_int_sort) USE(mk_ite) USE(mk_le) USE(mk_lt) USE(mk_mul) USE(mk_not) USE(mk_numeral) USE(mk_or) \
  USE(mk_params) USE(mk_re_concat) USE(mk_re_union) USE(mk_real_sort) USE(mk_seq_concat) USE(mk_solver) \
  USE(mk_string_symbol) USE(mk_sub) USE(mk_true) USE(mk_unary_minus) USE(model_dec_ref) USE(model_eval) \
  USE(model_inc_ref) USE(params_dec_ref) USE(params_inc_ref) USE(params_set_uint) USE(set_ast_print_mode) \
  USE(set_error_handler) USE(simplify) USE(solver_assert) USE(solver_check) USE(solver_dec_ref) USE(solver_get_model) \
  USE(solver_inc_ref) USE(solver_set_params)
// clang-format on

namespace z3 {

#define SPANNE_Z3_DECLARE(name) extern decltype(&::Z3_##name) Z3_##name;
SPANNE_Z3_FUNCTIONS(SPANNE_Z3_DECLARE)
#undef SPANNE_Z3_DECLARE

/// Loads the library at the first call, from any thread. Returns false if the library or one of the functions is
/// missing. Nothing else in this namespace may be called before this has returned true.
bool loaded();

}  // namespace z3

#include <z3++.h>
