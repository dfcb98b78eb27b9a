#include "core/trace/format/linewriter.h"

#include <QString>

#include <algorithm>

namespace ScopeLab {

namespace {

bool isAscii(std::string_view value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

void LineWriter::appendString(std::string_view value)
{
    static constexpr char Hex[] = "0123456789abcdef";
    std::string valid;
    if (!isAscii(value)) { // a program may log anything; a recording is UTF-8
        valid = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())).toStdString();
        value = valid;
    }
    m_text += '"';
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            m_text += '\\';
            m_text += c;
        } else if (c == '\n') {
            m_text += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            m_text += "\\u00";
            m_text += Hex[byte >> 4];
            m_text += Hex[byte & 15];
        } else {
            m_text += c;
        }
    }
    m_text += '"';
}

} // namespace ScopeLab
