#include "core/engine/channel.h"

#include <string_view>

namespace ScopeLab::detail {

ErrorPtr channelError(const char *type)
{
    const std::string_view name = type;
    const char *message = name == "EndOfChannel"          ? "nothing is left, and every sender is closed"
                          : name == "BrokenResourceError" ? "every receiver is closed"
                                                          : "this end of the channel is closed";
    return makeError(type, message);
}

} // namespace ScopeLab::detail
