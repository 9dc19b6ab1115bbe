# Counts lines of Java per module, for ./tec lines. Give it the files of main before those of the tests, sorted.
# A line with code and a comment is code; a text block is code, whatever is in it.

function print_row(name, counts_of) {
  printf "%-16s %6d %8d %9d %8d %7d\n", name, count[counts_of, "files"], count[counts_of, "code"], count[counts_of, "comment"], count[counts_of, "import"], count[counts_of, "blank"]
}

function add(kind) {
  count[module, kind]++
  count["total", kind]++
}

function finish_module() {
  if (module != "") print_row(module, module)
  module = ""
}

function finish_part() {
  finish_module()
  if (part != "") print_row("total", "total")
  split("", count)
}

FNR == 1 {
  # src/main/java/nl/tec/<module>/...; what is in nl.tec itself belongs to no module
  split(FILENAME, path, "/")
  if (path[2] != part) {
    finish_part()
    printf "%s%-16s %6s %8s %9s %8s %7s\n", part == "" ? "" : "\n", path[2], "files", "code", "comments", "imports", "blank"
    part = path[2]
  }
  name = path[6] ~ /[.]java$/ ? "(nl.tec)" : path[6]
  if (name != module) {
    finish_module()
    module = name
  }
  add("files")
  in_comment = in_text = 0
}

{
  line = $0
  gsub(/^[ \t]+|[ \t]+$/, "", line)
  quotes = gsub(/"""/, "&", line)
  if (in_text) {
    add("code")
    if (quotes % 2) in_text = 0
  } else if (in_comment) {
    add("comment")
    if (line ~ /[*]\//) in_comment = 0
  } else if (line == "") {
    add("blank")
  } else if (line ~ /^\/\//) {
    add("comment")
  } else if (line ~ /^\/[*]/) {
    add("comment")
    if (line !~ /[*]\//) in_comment = 1
  } else if (line ~ /^(import|package) /) {
    add("import")
  } else {
    add("code")
    if (quotes % 2) in_text = 1
  }
}

END { finish_part() }
