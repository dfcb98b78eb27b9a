// Exports every built-in scenario to C++ and writes them into a few files, each program in a namespace of
// its own: exportall FILE...

#include "core/export/exportedcode.h"
#include "core/session/library.h"

#include <QFile>

#include <cstdio>
#include <set>

using namespace ScopeLab;

int main(int argc, char **argv)
{
    const int files = argc - 1;
    if (files < 1)
        return 2;
    std::vector<std::string> texts(static_cast<std::size_t>(files));
    std::vector<std::set<std::string>> includes(texts.size());
    int number = 0;
    for (const QString &name : builtInNames()) {
        const std::size_t file = static_cast<std::size_t>(number) % texts.size();
        std::string program;
        for (const ExportedCode::Line &line : exportToCpp(*readScenario(name).loaded.scenario).lines) {
            if (line.text.starts_with("#include"))
                includes[file].insert(line.text);
            else
                program += line.text + '\n';
        }
        texts[file] += "\nnamespace program" + std::to_string(number) + " {\n\n" + program
                       + "\nconst RegisteredProgram<Program> registered(\"" + name.toStdString()
                       + "\");\n\n} // namespace\n";
        ++number;
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::string text = "#include \"tests/conformance/exportedprogram.h\"\n";
        for (const std::string &include : includes[i])
            text += include + '\n';
        QFile file(QString::fromLocal8Bit(argv[i + 1]));
        if (!file.open(QIODevice::WriteOnly) || file.write((text + texts[i]).c_str()) < 0)
            return 1;
    }
    return 0;
}
