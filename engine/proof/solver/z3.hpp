// Z3's own C++ interface, over functions that are looked up when the first question is asked.
//
// Few questions reach the solver, and linking its library would add a millisecond to the start of every command. The
// names declared here stand in front of the library's functions for everything in namespace z3, so that its header
// calls what they point to. A function that is used but not listed shows when the program is linked: "undefined
// reference".
#pragma once

#include <z3.h>

// The functions that what we use of the header calls, as a list: the layout tool would make a staircase of it.
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

/// Loads the library at the first call, from any thread; false where it, or one of the functions, is not there. Nothing
/// else in this namespace may be called before this has been true.
bool loaded();

}  // namespace z3

#include <z3++.h>
