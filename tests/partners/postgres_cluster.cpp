#include "tests/partners/postgres_cluster.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace spanne::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* programs = "/usr/lib/postgresql/15/bin";

}  // namespace

PostgresCluster::PostgresCluster() {
  std::string name = "/tmp/spanne-postgres-XXXXXX";  // the path of a socket has to be short
  BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
  folder_ = name;
  fs::permissions(folder_, fs::perms::all);  // for the server's user
  BOOST_REQUIRE_MESSAGE(run(fmt::format("{}/initdb -D {}/data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync",
                                        programs, folder_)),
                        "PostgreSQL 15 is needed: apt-get install postgresql-15");
  BOOST_REQUIRE(run(fmt::format("sed -i '1i local all guarded scram-sha-256' {}/data/pg_hba.conf", folder_)));
  BOOST_REQUIRE(
      run(fmt::format("{0}/pg_ctl -D {1}/data -l {1}/log -w -o \"-k {1} -c listen_addresses= -c fsync=off\" start",
                      programs, folder_)));
}

PostgresCluster::~PostgresCluster() {
  run(fmt::format("{}/pg_ctl -D {}/data -m immediate -w stop", programs, folder_));
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

bool PostgresCluster::run(const std::string& command) const {
  const std::string user = ::geteuid() == 0 ? "runuser -u postgres -- " : "";
  return std::system(fmt::format("cd {} && {}{} >>{}/output 2>&1", folder_, user, command, folder_).c_str()) == 0;
}

std::string PostgresCluster::address(const std::string& user) const {
  return fmt::format("postgresql:///postgres?host={}&user={}", folder_, user);
}

void PostgresCluster::execute(const std::string& statements) const {
  const std::string script = folder_ + "/statements.sql";
  std::ofstream(script) << statements;
  BOOST_REQUIRE(
      run(fmt::format("{}/psql -X -q -v ON_ERROR_STOP=1 -h {} -U postgres -f {} postgres", programs, folder_, script)));
}

const PostgresCluster& shared_cluster() {
  static const PostgresCluster cluster;
  return cluster;
}

}  // namespace spanne::tests
