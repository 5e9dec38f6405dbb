# The schemas and accounts of Gig Planner, made when the server starts for the first time. Running it again does no
# harm and gives each account the password that its secret holds now.
#
# Three services, each with an account that reads and writes its own schema and nothing else; a fourth account, of the
# migrations, changes the tables of all three. The image sources this file or runs it, so all of it lies in a subshell.
make_accounts() (
  set -euo pipefail
  shopt -s inherit_errexit # a secret that is missing ends it, also within $(…)
  own='SELECT, INSERT, UPDATE, DELETE'
  tables="$own, CREATE, ALTER, DROP, INDEX, REFERENCES"

  # Passwords stand between quotes: double the quotes in them, and the backslashes.
  password_of() {
    local file="/run/secrets/mysql_$1_password" password quote="'" backslash='\'
    password=$(cat "$file")
    [[ -n $password ]] || { echo "$file is empty" >&2; return 1; }
    password=${password//"$backslash"/"$backslash$backslash"}
    printf %s "${password//"$quote"/"$quote$quote"}"
  }

  account() {
    local password
    password=$(password_of "$1")
    echo "CREATE USER IF NOT EXISTS '$1'@'%';"
    echo "ALTER USER '$1'@'%' IDENTIFIED BY '$password';"
  }

  statements() {
    account migrations
    for schema in bands venues gigs; do
      account "$schema"
      echo "CREATE DATABASE IF NOT EXISTS $schema CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
      echo "GRANT $own ON $schema.* TO '$schema'@'%';"
      echo "GRANT $tables ON $schema.* TO 'migrations'@'%';"
    done
  }

  sql=$(statements) # whole before any of it is sent: a secret that is missing leaves nothing half made
  MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-}" mysql --protocol=socket --socket="${MYSQL_SOCKET:-/var/run/mysqld/mysqld.sock}" \
    --user=root --default-character-set=utf8mb4 <<<"$sql"
)

make_accounts
