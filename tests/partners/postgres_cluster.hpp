// A server of PostgreSQL for the length of a test: in a folder of its own, reached by a socket in it.
#pragma once

#include <string>

namespace spanne::tests {

class PostgresCluster {
 public:
  /// Starts it, as another user if the test runs as root. A test that cannot start it fails.
  PostgresCluster();
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  /// postgresql:///postgres?host=…&user=…; `user` has to give its password if it is "guarded".
  std::string address(const std::string& user = "postgres") const;
  /// Runs statements as their owner; a test whose statements fail fails.
  void execute(const std::string& statements) const;

 private:
  bool run(const std::string& command) const;
  std::string folder_;
};

/// The one that all tests of a program share, started with the first.
const PostgresCluster& shared_cluster();

}  // namespace spanne::tests
