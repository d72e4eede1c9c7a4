// What is left to do once a help of the golden files has been pasted, by file and line: the line has a second mistake,
// of which nothing could be said before the first was mended.
#pragma once

#include <map>
#include <string>

namespace spanne::tests {

inline const std::map<std::string, const char*> second_mistakes{
    {"cluster-otherwise-words:6", "there are more clusters below"},
    {"cluster-otherwise-words:7", "likewise"},
    {"cluster-otherwise-words:8", "likewise"},
    {"cluster-otherwise-words:9", "likewise"},
    {"dates-german:2", "two days on one line"},
    {"dates-german:8", "likewise"},
    {"decimal-comma-everywhere:7", "two commas on one line"},
    {"german-condition:12", "the whole line is in German"},
    {"header-of-files:2", "the header of this file says everything twice"},
    {"header-of-files:9", "likewise"},
    {"header-of-files:12", "likewise"},
    {"header-of-files:13", "likewise"},
    {"misspelt-in-test:12", "the same attribute is given already"},
    {"mixed-words:9", "two such words on one line"},
    {"notes-inside-everything:5", "the range of the attribute is questioned as well"},
    {"notes-inside-everything:7", "the other end is meant otherwise"},
    {"notes-inside-everything:33", "the remark names an attribute with such letters"},
    {"notes-inside-everything:34", "both ends of a range are questioned"},
    {"notes-inside-everything:43", "the ranges of the attributes are questioned as well"},
    {"plus-missing:8", "the define does not exist"},
    {"table-bars:7", "each of the rows lacks its ||"},
    {"table-bars:12", "each of the rows lacks its bars"},
    {"table-bars:18", "a unit is missing, too"},
    {"what-a-column-holds:16", "the other head is called so"},
    {"yes-and-no:5", "a test leaves the attribute out"},
    {"yes-and-no:6", "likewise"},
};

}  // namespace spanne::tests
