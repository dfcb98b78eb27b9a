<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ScopeLab::CodePanel</name>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>The same as a program for %1</source>
        <translation>Dasselbe als Programm für %1</translation>
    </message>
    <message>
        <source>%1; what %2 cannot say is a comment</source>
        <translation>%1; was %2 nicht sagen kann, ist ein Kommentar</translation>
    </message>
    <message>
        <source>Language of the code</source>
        <translation>Sprache des Codes</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in the code</source>
        <translation>Im Code suchen</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep the line of what is selected in sight. Scrolling pauses that.</source>
        <translation>Die Zeile des Ausgewählten im Blick behalten. Blättern unterbricht das.</translation>
    </message>
    <message>
        <source>Following %1</source>
        <translation>Folgt %1</translation>
    </message>
    <message>
        <source>Follow %1</source>
        <translation>%1 folgen</translation>
    </message>
    <message>
        <source>Files of the program</source>
        <translation>Dateien des Programms</translation>
    </message>
</context>
<context>
    <name>ScopeLab::CodeView</name>
    <message>
        <source>The scenario&apos;s text stands here.</source>
        <translation>Hier steht der Text des Szenarios.</translation>
    </message>
    <message>
        <source>Text of the scenario</source>
        <translation>Text des Szenarios</translation>
    </message>
    <message>
        <source>its cancellation can be delivered here first</source>
        <translation>hier kann sein Abbruch zuerst zugestellt werden</translation>
    </message>
    <message>
        <source>The recording holds no text of the program.</source>
        <translation>Die Aufzeichnung enthält keinen Text des Programms.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::CommandPalette</name>
    <message>
        <source>Find or do… an action, a scenario, a task, a scope, or a time: @340ms</source>
        <translation>Suchen oder tun … eine Aktion, ein Szenario, einen Task, einen Scope oder eine Zeit: @340ms</translation>
    </message>
    <message>
        <source>Find or do</source>
        <translation>Suchen oder tun</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was man tun kann</translation>
    </message>
    <message>
        <source>Nothing has that name</source>
        <translation>Nichts heißt so</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Panel %1: show or hide</source>
        <translation>Ansicht %1: zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>One run, with everything about it</source>
        <translation>Ein Lauf, mit allem, was dazugehört</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Say what will happen before it does</source>
        <translation>Sagen, was geschehen wird, bevor es geschieht</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Zwilling</translation>
    </message>
    <message>
        <source>Two runs side by side</source>
        <translation>Zwei Läufe nebeneinander</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Vorführen</translation>
    </message>
    <message>
        <source>Full screen, for a projector</source>
        <translation>Ganzer Bildschirm, für den Beamer</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Save recor&amp;ding…</source>
        <translation>Aufzeic&amp;hnung speichern …</translation>
    </message>
    <message>
        <source>Save ac&amp;ts as a scenario…</source>
        <translation>Ein&amp;griffe als Szenario speichern …</translation>
    </message>
    <message>
        <source>&amp;Copy picture of the stage</source>
        <translation>Bild der Bühne &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Drucken …</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>Neues F&amp;enster</translation>
    </message>
    <message>
        <source>Sett&amp;ings…</source>
        <translation>E&amp;instellungen …</translation>
    </message>
    <message>
        <source>C&amp;lose window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Undo act</source>
        <translation>Eingriff &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Redo act</source>
        <translation>Eingriff &amp;wiederholen</translation>
    </message>
    <message>
        <source>Find or &amp;do…</source>
        <translation>Suchen oder &amp;tun …</translation>
    </message>
    <message>
        <source>&amp;Find scenarios</source>
        <translation>&amp;Szenarien suchen</translation>
    </message>
    <message>
        <source>As the &amp;desktop has it</source>
        <translation>&amp;Wie der Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Previous selection</source>
        <translation>&amp;Vorige Auswahl</translation>
    </message>
    <message>
        <source>Ne&amp;xt selection</source>
        <translation>N&amp;ächste Auswahl</translation>
    </message>
    <message>
        <source>Select &amp;nothing</source>
        <translation>&amp;Nichts auswählen</translation>
    </message>
    <message>
        <source>Show failures &amp;only</source>
        <translation>Nur Fehlschlä&amp;ge zeigen</translation>
    </message>
    <message>
        <source>&amp;Fit the selection</source>
        <translation>Auswahl ein&amp;passen</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Abspielen oder pausieren</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>&amp;Schritt</translation>
    </message>
    <message>
        <source>Step &amp;back</source>
        <translation>Schritt &amp;zurück</translation>
    </message>
    <message>
        <source>Ne&amp;xt checkpoint</source>
        <translation>Nächster &amp;Checkpoint</translation>
    </message>
    <message>
        <source>Previous chec&amp;kpoint</source>
        <translation>Voriger Chec&amp;kpoint</translation>
    </message>
    <message>
        <source>&amp;Next decisive event</source>
        <translation>&amp;Nächstes entscheidendes Ereignis</translation>
    </message>
    <message>
        <source>Previous dec&amp;isive event</source>
        <translation>&amp;Voriges entscheidendes Ereignis</translation>
    </message>
    <message>
        <source>To the s&amp;tart</source>
        <translation>Zum An&amp;fang</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>Zum &amp;Ende</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>&amp;Lauf beenden</translation>
    </message>
    <message>
        <source>Run &amp;again</source>
        <translation>Noch ein&amp;mal</translation>
    </message>
    <message>
        <source>Run with a ne&amp;w seed</source>
        <translation>M&amp;it neuem Seed</translation>
    </message>
    <message>
        <source>Wh&amp;y</source>
        <translation>Wa&amp;rum</translation>
    </message>
    <message>
        <source>Next di&amp;fference of a twin</source>
        <translation>Nächster &amp;Unterschied eines Zwillings</translation>
    </message>
    <message>
        <source>Next p&amp;anel</source>
        <translation>Nächste &amp;Ansicht</translation>
    </message>
    <message>
        <source>Restore &amp;default layout</source>
        <translation>&amp;Standardanordnung wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Start page</source>
        <translation>&amp;Startseite</translation>
    </message>
    <message>
        <source>Shapes and &amp;colours</source>
        <translation>Formen und F&amp;arben</translation>
    </message>
    <message>
        <source>&amp;Help for this panel</source>
        <translation>&amp;Hilfe zu diesem Bereich</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Über &amp;Qt</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Descriptions</name>
    <message>
        <source>created</source>
        <translation>erzeugt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>in a thread</source>
        <translation>im Thread</translation>
    </message>
    <message>
        <source>unwinding</source>
        <translation>räumt auf</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>leaked at %1</source>
        <translation>verwaist bei %1</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>at a checkpoint</source>
        <translation>an einem Checkpoint</translation>
    </message>
    <message>
        <source>at the gate of %1</source>
        <translation>am Tor von %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>wartet auf %1</translation>
    </message>
    <message>
        <source>waits for lock %1</source>
        <translation>wartet auf Sperre %1</translation>
    </message>
    <message>
        <source>waits at %1</source>
        <translation>wartet an %1</translation>
    </message>
    <message>
        <source>waits for token %1</source>
        <translation>wartet auf Token %1</translation>
    </message>
    <message>
        <source>waits for a future</source>
        <translation>wartet auf ein Future</translation>
    </message>
    <message>
        <source>waits for %1 to start</source>
        <translation>wartet auf den Start von %1</translation>
    </message>
    <message>
        <source>done at %1</source>
        <translation>fertig bei %1</translation>
    </message>
    <message>
        <source>cancelled at %1</source>
        <translation>abgebrochen bei %1</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · noch %2</translation>
    </message>
    <message>
        <source>sleep, for ever</source>
        <translation>schläft, für immer</translation>
    </message>
    <message>
        <source>its deadline was over</source>
        <translation>seine Deadline war vorbei</translation>
    </message>
    <message>
        <source>a task failed: %1</source>
        <translation>ein Task ist gescheitert: %1</translation>
    </message>
    <message>
        <source>a task of it was cancelled</source>
        <translation>ein Task darin wurde abgebrochen</translation>
    </message>
    <message>
        <source>the run has to end</source>
        <translation>der Lauf muss enden</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>verlangt</translation>
    </message>
    <message>
        <source>cancel requested at %1: %2</source>
        <translation>Abbruch verlangt bei %1: %2</translation>
    </message>
    <message>
        <source>shielded</source>
        <translation>geschützt</translation>
    </message>
    <message>
        <source>%1, shielded</source>
        <translation>%1, geschützt</translation>
    </message>
    <message>
        <source>, deadline %1</source>
        <translation>, Deadline %1</translation>
    </message>
    <message>
        <source>, left at %1</source>
        <translation>, verlassen bei %1</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Docks</name>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Timers</source>
        <translation>Timer</translation>
    </message>
    <message>
        <source>Split errors</source>
        <translation>Geteilte Fehler</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Predict the outcome</source>
        <translation>Den Ausgang vorhersagen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Panels in one place</source>
        <translation>Ansichten an einer Stelle</translation>
    </message>
</context>
<context>
    <name>ScopeLab::ErrorDetails</name>
    <message>
        <source>The selected exception</source>
        <translation>Die ausgewählte Ausnahme</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Geworfen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>Verbleib</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Lives on as</source>
        <translation>Lebt weiter als</translation>
    </message>
    <message>
        <source>context of %1</source>
        <translation>Kontext von %1</translation>
    </message>
    <message>
        <source>a later one</source>
        <translation>einer späteren</translation>
    </message>
    <message>
        <source>Select an exception in the table.</source>
        <translation>Wählen Sie in der Tabelle eine Ausnahme.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::ErrorTree</name>
    <message>
        <source>unwinding</source>
        <translation>räumt auf</translation>
    </message>
    <message>
        <source>held by its thread</source>
        <translation>festgehalten von seinem Thread</translation>
    </message>
    <message>
        <source>held by shield %1</source>
        <translation>festgehalten vom Shield %1</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>verlangt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>%1 in, %2 to come</source>
        <translation>%1 da, %2 kommen noch</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>raised again, out of %1</source>
        <translation>erneut geworfen, aus %1 hinaus</translation>
    </message>
    <message>
        <source>absorbed by %1 at its exit</source>
        <translation>aufgefangen von %1 am Ausgang</translation>
    </message>
    <message>
        <source>goes on whole: an outer scope is cancelled too</source>
        <translation>geht ganz weiter: auch ein äußerer Scope ist abgebrochen</translation>
    </message>
    <message>
        <source>goes on, out of %1</source>
        <translation>geht weiter, aus %1 hinaus</translation>
    </message>
    <message>
        <source>Forming at the gate of %1</source>
        <translation>Bildet sich am Tor von %1</translation>
    </message>
    <message>
        <source>As formed at %1</source>
        <translation>Wie gebildet bei %1</translation>
    </message>
    <message>
        <source>split at %1</source>
        <translation>geteilt in %1</translation>
    </message>
</context>
<context>
    <name>ScopeLab::ErrorsView</name>
    <message>
        <source>Split errors</source>
        <translation>Geteilte Fehler</translation>
    </message>
    <message>
        <source>What became of each exception</source>
        <translation>Was aus jeder Ausnahme wurde</translation>
    </message>
    <message>
        <source>except* would take…</source>
        <translation>except* nähme …</translation>
    </message>
    <message>
        <source>Types, separated by commas: ValueError, OSError</source>
        <translation>Typen, durch Kommas getrennt: ValueError, OSError</translation>
    </message>
    <message>
        <source>Types that an except* would take</source>
        <translation>Typen, die ein except* nähme</translation>
    </message>
    <message>
        <source>takes %L1 of %L2, the rest goes on</source>
        <translation>nimmt %L1 von %L2, der Rest geht weiter</translation>
    </message>
    <message>
        <source>%1 is no exception type</source>
        <translation>%1 ist kein Ausnahmetyp</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Exports</name>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Frames for a film…</source>
        <translation>Bilder für einen Film …</translation>
    </message>
    <message>
        <source>Let the run come to its end first.</source>
        <translation>Lassen Sie den Lauf erst zu Ende kommen.</translation>
    </message>
    <message>
        <source>Folder for the frames</source>
        <translation>Ordner für die Bilder</translation>
    </message>
    <message>
        <source>Cannot write &apos;%1&apos;: %2</source>
        <translation>„%1“ ist nicht schreibbar: %2</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Geschrieben nach %1</translation>
    </message>
    <message>
        <source>Writing frames…</source>
        <translation>Bilder werden geschrieben …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln frame(s) for %1 a second written to %2</source>
        <translation>
            <numerusform>%Ln Bild für %1 je Sekunde nach %2 geschrieben</numerusform>
            <numerusform>%Ln Bilder für %1 je Sekunde nach %2 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>Die Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Recordings (*.trace)</source>
        <translation>Aufzeichnungen (*.trace)</translation>
    </message>
    <message>
        <source>Save acts as a scenario</source>
        <translation>Eingriffe als Szenario speichern</translation>
    </message>
    <message>
        <source>Scenarios (*.yaml *.yml)</source>
        <translation>Szenarien (*.yaml *.yml)</translation>
    </message>
</context>
<context>
    <name>ScopeLab::FatesModel</name>
    <message>
        <source>a later one</source>
        <translation>einem späteren</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>left the run</source>
        <translation>verließ den Lauf</translation>
    </message>
    <message>
        <source>left a detached task, nobody heard of it</source>
        <translation>verließ einen losgelösten Task, niemand erfuhr davon</translation>
    </message>
    <message>
        <source>absorbed by %1</source>
        <translation>aufgefangen von %1</translation>
    </message>
    <message>
        <source>replaced by %1</source>
        <translation>ersetzt durch %1</translation>
    </message>
    <message>
        <source>lost to a cancellation in cleanup</source>
        <translation>beim Aufräumen durch einen Abbruch ersetzt</translation>
    </message>
    <message>
        <source>swallowed</source>
        <translation>verschluckt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Exception</source>
        <translation>Ausnahme</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Geworfen</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>Verbleib</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>handled, %1</source>
        <translation>behandelt, %1</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Finder</name>
    <message>
        <source>task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>ScopeLab::FindingSentences</name>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>%1 was lost</source>
        <translation>%1 ging verloren</translation>
    </message>
    <message>
        <source>Nobody heard %1 of %2</source>
        <translation>Von %1 aus %2 erfuhr niemand</translation>
    </message>
    <message>
        <source>%1 swallowed a cancellation</source>
        <translation>%1 verschluckte einen Abbruch</translation>
    </message>
    <message>
        <source>%1 outlived the run</source>
        <translation>%1 überlebte den Lauf</translation>
    </message>
    <message>
        <source>Nothing could run any more</source>
        <translation>Nichts konnte mehr laufen</translation>
    </message>
    <message>
        <source>The deadline of %1 was noticed %2 late</source>
        <translation>Die Deadline von %1 wurde %2 zu spät bemerkt</translation>
    </message>
    <message>
        <source>%1 was asked to stop %2 ago, and has not</source>
        <translation>%1 soll seit %2 aufhören und läuft noch</translation>
    </message>
    <message>
        <source>%1 stopped %2 after it was asked</source>
        <translation>%1 hörte %2 nach der Aufforderung auf</translation>
    </message>
    <message>
        <source>The shield %1 has held a cancellation for %2, and has no deadline of its own</source>
        <translation>Das Shield %1 hält seit %2 einen Abbruch auf und hat keine eigene Deadline</translation>
    </message>
    <message>
        <source>The shield %1 held a cancellation for %2, without a deadline of its own</source>
        <translation>Das Shield %1 hielt einen Abbruch %2 auf, ohne eigene Deadline</translation>
    </message>
    <message>
        <source>The cleanup of %1 was cancelled, too</source>
        <translation>Auch das Aufräumen von %1 wurde abgebrochen</translation>
    </message>
    <message>
        <source>A cancellation was raised while the error was under way, and took its place. Shield what runs in finally, or do not wait there.</source>
        <translation>Ein Abbruch kam, während der Fehler unterwegs war, und trat an seine Stelle. Schützen Sie mit einem Shield, was in finally läuft, oder warten Sie dort nicht.</translation>
    </message>
    <message>
        <source>The task belongs to no group, so its error has nowhere to go. Spawn it into a group.</source>
        <translation>Der Task gehört zu keiner Gruppe, darum kann sein Fehler nirgends hin. Starten Sie ihn in einer Gruppe.</translation>
    </message>
    <message>
        <source>Its scope still waits for a cancellation that never arrives. Raise it again after cleanup.</source>
        <translation>Sein Scope wartet noch auf einen Abbruch, der nie ankommt. Werfen Sie ihn nach dem Aufräumen erneut.</translation>
    </message>
    <message>
        <source>Nobody waited for it. Spawn it into a group, or give it a token to stop by.</source>
        <translation>Niemand wartete auf ihn. Starten Sie ihn in einer Gruppe, oder geben Sie ihm ein Token, das ihn beendet.</translation>
    </message>
    <message>
        <source>Every task waits for another. Give one of the waits a deadline.</source>
        <translation>Jeder Task wartet auf einen anderen. Geben Sie einem der Wartenden eine Deadline.</translation>
    </message>
    <message>
        <source>Code that holds the thread cannot be interrupted. Put it into a thread of its own, or let it pass a checkpoint now and then.</source>
        <translation>Code, der den Thread festhält, lässt sich nicht unterbrechen. Geben Sie ihm einen eigenen Thread, oder lassen Sie ihn ab und zu einen Checkpoint passieren.</translation>
    </message>
    <message>
        <source>A blocking call runs to its end. Make it short, let it ask whether it is cancelled, or let it be abandoned.</source>
        <translation>Ein blockierender Aufruf läuft bis zu seinem Ende. Machen Sie ihn kurz, lassen Sie ihn fragen, ob er abgebrochen ist, oder lassen Sie zu, dass man ihn zurücklässt.</translation>
    </message>
    <message>
        <source>If what it protects hangs, nothing can stop it. Give the shield a deadline.</source>
        <translation>Wenn hängt, was es schützt, kann nichts es beenden. Geben Sie dem Shield eine Deadline.</translation>
    </message>
    <message>
        <source>It waited in its cleanup without a shield. Shield it, with a deadline.</source>
        <translation>Es wartete beim Aufräumen ohne Shield. Schützen Sie es, mit einer Deadline.</translation>
    </message>
    <message>
        <source>The cleanup of %1 has waited for %2</source>
        <translation>Das Aufräumen von %1 wartet schon %2</translation>
    </message>
    <message>
        <source>The cleanup of %1 waited for %2</source>
        <translation>Das Aufräumen von %1 wartete %2</translation>
    </message>
    <message>
        <source>asyncio delivers a cancellation once, so nothing cuts this wait short. Put a timeout around it.</source>
        <translation>asyncio stellt einen Abbruch nur einmal zu, darum verkürzt nichts dieses Warten. Setzen Sie ein Timeout darum.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::FindingsView</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Compare with the fix</source>
        <translation>Mit der &amp;Lösung vergleichen</translation>
    </message>
    <message>
        <source>Findings: what went wrong</source>
        <translation>Befunde: was schiefging</translation>
    </message>
    <message>
        <source>Seen at %1. Click to go there.</source>
        <translation>Gesehen bei %1. Ein Klick führt dorthin.</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Nothing went wrong so far.</source>
        <translation>Bisher ging nichts schief.</translation>
    </message>
    <message>
        <source>See it in a &amp;scenario</source>
        <translation>In einem &amp;Szenario ansehen</translation>
    </message>
</context>
<context>
    <name>ScopeLab::GuessButton</name>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>your answer, right</source>
        <translation>Ihre Antwort, richtig</translation>
    </message>
    <message>
        <source>your answer, wrong</source>
        <translation>Ihre Antwort, falsch</translation>
    </message>
    <message>
        <source>what happened</source>
        <translation>was geschah</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n hand(s)</source>
        <translation>
            <numerusform>%1, %n Hand</numerusform>
            <numerusform>%1, %n Hände</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScopeLab::HelpView</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Page of help</source>
        <translation>Hilfeseite</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>To the page before</source>
        <translation>Zur vorigen Seite</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
</context>
<context>
    <name>ScopeLab::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Search keys and actions</source>
        <translation>Tasten und Aktionen suchen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Always: Up and Down go through stage or lanes; W, S, A, D zoom and pan the timeline; Esc selects nothing.</source>
        <translation>Immer: Auf und Ab gehen durch Bühne oder Bahnen; W, S, A, D zoomen und schieben die Zeitachse; Esc wählt nichts aus.</translation>
    </message>
    <message>
        <source>&amp;Restore defaults</source>
        <translation>&amp;Standard wiederherstellen</translation>
    </message>
    <message>
        <source>Key of %1</source>
        <translation>Taste für %1</translation>
    </message>
    <message>
        <source>%1 is the key of “%2” already. Give that one another key first.</source>
        <translation>%1 ist schon die Taste für „%2“. Geben Sie jener zuerst eine andere.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Legend</name>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>created</source>
        <translation>erzeugt</translation>
    </message>
    <message>
        <source>has not run yet</source>
        <translation>ist noch nicht gelaufen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>it is its turn</source>
        <translation>ist an der Reihe</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>at a checkpoint: here a cancellation can reach it</source>
        <translation>an einem Checkpoint: hier kann ein Abbruch ihn erreichen</translation>
    </message>
    <message>
        <source>in a thread</source>
        <translation>im Thread</translation>
    </message>
    <message>
        <source>waits for a blocking call, which cannot be stopped from outside</source>
        <translation>wartet auf einen blockierenden Aufruf, der sich von außen nicht unterbrechen lässt</translation>
    </message>
    <message>
        <source>unwinding</source>
        <translation>räumt auf</translation>
    </message>
    <message>
        <source>cancelled, and on its way out through its cleanup</source>
        <translation>abgebrochen und auf dem Weg hinaus, durch seine Aufräumarbeiten</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>came to its end</source>
        <translation>kam an sein Ende</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>stopped; that is no error</source>
        <translation>hörte auf, weil er sollte; das ist kein Fehler</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>an error left it</source>
        <translation>ein Fehler verließ ihn</translation>
    </message>
    <message>
        <source>Cancellation</source>
        <translation>Abbruch</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>verlangt</translation>
    </message>
    <message>
        <source>requested, and not delivered yet</source>
        <translation>verlangt, aber noch nicht zugestellt</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>the task has woken up to stop</source>
        <translation>der Task ist aufgewacht, um aufzuhören</translation>
    </message>
    <message>
        <source>absorbed</source>
        <translation>aufgefangen</translation>
    </message>
    <message>
        <source>it ended at the exit of this scope</source>
        <translation>er endete am Ausgang dieses Scopes</translation>
    </message>
    <message>
        <source>shield</source>
        <translation>Shield</translation>
    </message>
    <message>
        <source>what is cancelled outside is not seen inside</source>
        <translation>was draußen abgebrochen wird, ist drinnen nicht zu sehen</translation>
    </message>
    <message>
        <source>deadline</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>a ring that drains; dashed if another scope sets it</source>
        <translation>ein Ring, der sich leert; gestrichelt, wenn ein anderer Scope sie setzt</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>somebody outside, or you</source>
        <translation>jemand von außen, oder Sie</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>a real error that a cancellation replaced</source>
        <translation>ein echter Fehler, den ein Abbruch ersetzt hat</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>another error took its place, and has it as its context</source>
        <translation>ein anderer Fehler trat an seine Stelle und hat ihn als Kontext</translation>
    </message>
    <message>
        <source>handled</source>
        <translation>behandelt</translation>
    </message>
    <message>
        <source>somebody caught it; of a cancellation: swallowed</source>
        <translation>jemand hat ihn gefangen; bei einem Abbruch: verschluckt</translation>
    </message>
    <message>
        <source>left</source>
        <translation>verlassen</translation>
    </message>
    <message>
        <source>it left the run</source>
        <translation>er verließ den Lauf</translation>
    </message>
    <message>
        <source>What the shapes and colours mean</source>
        <translation>Was Formen und Farben bedeuten</translation>
    </message>
</context>
<context>
    <name>ScopeLab::LibraryModel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>was run</source>
        <translation>wurde gestartet</translation>
    </message>
    <message>
        <source>a pitfall</source>
        <translation>eine Falle</translation>
    </message>
    <message>
        <source>has a twin</source>
        <translation>hat einen Zwilling</translation>
    </message>
    <message>
        <source>has questions</source>
        <translation>hat Fragen</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigene</translation>
    </message>
</context>
<context>
    <name>ScopeLab::LibraryView</name>
    <message numerus="yes">
        <source>Search %n scenario(s)</source>
        <translation>
            <numerusform>%n Szenario durchsuchen</numerusform>
            <numerusform>%n Szenarien durchsuchen</numerusform>
        </translation>
    </message>
    <message>
        <source>Search scenarios</source>
        <translation>Szenarien durchsuchen</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <source>No scenario has “%1” in its name, topics or text.</source>
        <translation>Kein Szenario hat „%1“ in Name, Themen oder Text.</translation>
    </message>
    <message>
        <source>Choose a scenario. A double click runs it.</source>
        <translation>Wählen Sie ein Szenario. Ein Doppelklick führt es aus.</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Worauf man achtet</translation>
    </message>
    <message>
        <source>Rules: %1</source>
        <translation>Regeln: %1</translation>
    </message>
</context>
<context>
    <name>ScopeLab::LogModel</name>
    <message>
        <source>operator: %1</source>
        <translation>Operator: %1</translation>
    </message>
    <message>
        <source>operator: %1, but no such scope is alive</source>
        <translation>Operator: %1, aber kein solcher Scope lebt</translation>
    </message>
    <message>
        <source>nothing can run any more</source>
        <translation>nichts kann mehr laufen</translation>
    </message>
    <message>
        <source>limit: %1</source>
        <translation>Grenze: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>ScopeLab::LogView</name>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>Nothing has been logged</source>
        <translation>Nichts wurde protokolliert</translation>
    </message>
    <message>
        <source>No line has that in it</source>
        <translation>Keine Zeile enthält das</translation>
    </message>
    <message>
        <source>Only lines of a task, or with a word</source>
        <translation>Nur Zeilen eines Tasks oder mit einem Wort</translation>
    </message>
    <message>
        <source>Filter of the log</source>
        <translation>Filter des Protokolls</translation>
    </message>
</context>
<context>
    <name>ScopeLab::MainWindow</name>
    <message>
        <source>Stage or split errors</source>
        <translation>Bühne oder geteilte Fehler</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>Split errors, enlarged</source>
        <translation>Geteilte Fehler, groß</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Steuerung</translation>
    </message>
</context>
<context>
    <name>ScopeLab::MarkdownReport</name>
    <message>
        <source>not finished</source>
        <translation>nicht beendet</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>virtual</source>
        <translation>virtuell</translation>
    </message>
    <message>
        <source>real threads</source>
        <translation>echte Threads</translation>
    </message>
    <message>
        <source>You acted on %1 at %2.</source>
        <translation>Sie griffen bei %2 auf %1 ein.</translation>
    </message>
    <message>
        <source>None was raised.</source>
        <translation>Es wurde keine geworfen.</translation>
    </message>
    <message>
        <source>Exception</source>
        <translation>Ausnahme</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Geworfen</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>Verbleib</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>Es ist leer.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Scopes and tasks</source>
        <translation>Scopes und Tasks</translation>
    </message>
    <message>
        <source>What became of each exception</source>
        <translation>Was aus jeder Ausnahme wurde</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>The scenario</source>
        <translation>Das Szenario</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>Echtzeit</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Laufzeitumgebung</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Modes</name>
    <message>
        <source>There is nothing to present yet. Open a scenario first.</source>
        <translation>Es gibt noch nichts vorzuführen. Öffnen Sie zuerst ein Szenario.</translation>
    </message>
    <message>
        <source>A run on real threads can be presented once it is over. Choose the virtual clock, or let it end.</source>
        <translation>Ein Lauf mit echten Threads kann vorgeführt werden, wenn er vorbei ist. Wählen Sie die virtuelle Uhr, oder lassen Sie ihn enden.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Opening</name>
    <message>
        <source>Open a scenario or a recording</source>
        <translation>Ein Szenario oder eine Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Scenarios and recordings (*.yaml *.yml *.trace *.jsonl);;All files (*)</source>
        <translation>Szenarien und Aufzeichnungen (*.yaml *.yml *.trace *.jsonl);;Alle Dateien (*)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be run:</source>
        <translation>%1 kann nicht laufen:</translation>
    </message>
    <message>
        <source>This text was restored. It runs when you want it to.</source>
        <translation>Dieser Text wurde wiederhergestellt. Er läuft, wenn Sie es wollen.</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>Laufen lassen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be shown: %2</source>
        <translation>„%1“ kann nicht gezeigt werden: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; contradicts itself, and is shown as far as it is sound. Line %2: %3</source>
        <translation>„%1“ widerspricht sich; gezeigt wird, was stimmt. Zeile %2: %3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds %2 runs. This is the first: %3</source>
        <translation>„%1“ enthält %2 Läufe. Dies ist der erste: %3</translation>
    </message>
</context>
<context>
    <name>ScopeLab::OutlineModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ende</translation>
    </message>
</context>
<context>
    <name>ScopeLab::OutlineRow</name>
    <message>
        <source>created</source>
        <translation>erzeugt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>in a thread</source>
        <translation>im Thread</translation>
    </message>
    <message>
        <source>unwinding</source>
        <translation>räumt auf</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>leaked</source>
        <translation>verwaist</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>sleeps</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>at the gate</source>
        <translation>am Tor</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>left</source>
        <translation>verlassen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, ended at %3</source>
        <translation>%1, %2, endete bei %3</translation>
    </message>
</context>
<context>
    <name>ScopeLab::OutlineView</name>
    <message>
        <source>Outline: the tree of scopes and tasks</source>
        <translation>Gliederung: der Baum der Scopes und Tasks</translation>
    </message>
    <message>
        <source>Nothing has begun yet. Press Space.</source>
        <translation>Noch hat nichts begonnen. Drücken Sie die Leertaste.</translation>
    </message>
    <message>
        <source>Open a scenario to see its scopes and tasks.</source>
        <translation>Öffnen Sie ein Szenario, um seine Scopes und Tasks zu sehen.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Pictures</name>
    <message>
        <source>Stage as SVG</source>
        <translation>Bühne als SVG</translation>
    </message>
    <message>
        <source>Stage as PNG</source>
        <translation>Bühne als PNG</translation>
    </message>
    <message>
        <source>Stage as PNG, half the size</source>
        <translation>Bühne als PNG, halb so groß</translation>
    </message>
    <message>
        <source>Stage as PNG, transparent</source>
        <translation>Bühne als PNG, durchsichtig</translation>
    </message>
    <message>
        <source>Stage as PDF</source>
        <translation>Bühne als PDF</translation>
    </message>
    <message>
        <source>Timeline as SVG</source>
        <translation>Zeitachse als SVG</translation>
    </message>
    <message>
        <source>Timeline as PNG</source>
        <translation>Zeitachse als PNG</translation>
    </message>
    <message>
        <source>Timeline as PDF</source>
        <translation>Zeitachse als PDF</translation>
    </message>
    <message>
        <source>Split errors as SVG</source>
        <translation>Geteilte Fehler als SVG</translation>
    </message>
    <message>
        <source>Split errors as PNG</source>
        <translation>Geteilte Fehler als PNG</translation>
    </message>
    <message>
        <source>Split errors as PDF</source>
        <translation>Geteilte Fehler als PDF</translation>
    </message>
    <message>
        <source>Recording for Perfetto&apos;s viewer</source>
        <translation>Aufzeichnung für Perfetto</translation>
    </message>
    <message>
        <source>Scopes, log and errors as text</source>
        <translation>Scopes, Protokoll und Fehler als Text</translation>
    </message>
    <message>
        <source>Report in Markdown</source>
        <translation>Bericht in Markdown</translation>
    </message>
    <message>
        <source>Program for %1 (%2)</source>
        <translation>Programm für %1 (%2)</translation>
    </message>
    <message>
        <source>Open a scenario first.</source>
        <translation>Öffnen Sie zuerst ein Szenario.</translation>
    </message>
    <message>
        <source>A recording alone cannot be written like this. Open its scenario.</source>
        <translation>Eine Aufzeichnung allein lässt sich so nicht schreiben. Öffnen Sie ihr Szenario.</translation>
    </message>
    <message>
        <source>Nothing has run yet. Press Space.</source>
        <translation>Noch ist nichts gelaufen. Drücken Sie die Leertaste.</translation>
    </message>
    <message>
        <source>At %1</source>
        <translation>Bei %1</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <translation>%1, bei %2</translation>
    </message>
</context>
<context>
    <name>ScopeLab::PlaceTexts</name>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Playback</name>
    <message>
        <source>The original run, without: %1</source>
        <translation>Der ursprüngliche Lauf, ohne: %1</translation>
    </message>
    <message>
        <source>Without: %1</source>
        <translation>Ohne: %1</translation>
    </message>
    <message>
        <source>With: %1</source>
        <translation>Mit: %1</translation>
    </message>
    <message>
        <source>No run is open.</source>
        <translation>Es ist kein Lauf geöffnet.</translation>
    </message>
    <message>
        <source>There are no acts of yours in this run. Cancel, shield or move a deadline first.</source>
        <translation>In diesem Lauf gibt es keine Eingriffe von Ihnen. Brechen Sie zuerst etwas ab, setzen Sie ein Shield oder verschieben Sie eine Deadline.</translation>
    </message>
    <message>
        <source>One of the scopes has no name that the operator could use. Give it one in the scenario.</source>
        <translation>Einer der Scopes hat keinen Namen, den der Operator verwenden könnte. Geben Sie ihm im Szenario einen.</translation>
    </message>
    <message>
        <source>The operator of this scenario is written in a way that nothing can be added to. Write its steps as a list, one on each line.</source>
        <translation>Der Operator dieses Szenarios ist so geschrieben, dass sich nichts anfügen lässt. Schreiben Sie seine Schritte als Liste, einen in jede Zeile.</translation>
    </message>
    <message>
        <source>A recording cannot be changed: open its scenario to act on a run.</source>
        <translation>Eine Aufzeichnung lässt sich nicht ändern: Öffnen Sie ihr Szenario, um in einen Lauf einzugreifen.</translation>
    </message>
    <message>
        <source>First answer what will happen.</source>
        <translation>Beantworten Sie zuerst, was geschehen wird.</translation>
    </message>
    <message>
        <source>With real threads one can act only while the run is live.</source>
        <translation>Mit echten Threads kann man nur eingreifen, solange der Lauf lebt.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::PredictView</name>
    <message>
        <source>C&amp;lass: count hands</source>
        <translation>&amp;Klasse: Hände zählen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>&amp;Next scenario</source>
        <translation>Nächstes &amp;Szenario</translation>
    </message>
    <message>
        <source>Co&amp;mmit</source>
        <translation>Fest&amp;legen</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Let the run answer (Ctrl+Enter). Blanks count as not sure.</source>
        <translation>Den Lauf antworten lassen (Strg+Eingabe). Lücken zählen als unsicher.</translation>
    </message>
    <message>
        <source>Keys 1 to 4 then add a hand to a choice; the most hands are the answer.</source>
        <translation>Die Tasten 1 bis 4 geben dann einer Wahl eine Hand; die meisten Hände sind die Antwort.</translation>
    </message>
    <message>
        <source>Nothing to predict yet</source>
        <translation>Noch nichts vorherzusagen</translation>
    </message>
    <message>
        <source>Open a scenario; its run will stop before it is decided.</source>
        <translation>Öffnen Sie ein Szenario; sein Lauf pausiert, bevor er entschieden ist.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Nothing to predict here</source>
        <translation>Hier ist nichts vorherzusagen</translation>
    </message>
    <message>
        <source>No cancellation and no error decides this run. Choose another scenario.</source>
        <translation>Kein Abbruch und kein Fehler entscheidet diesen Lauf. Wählen Sie ein anderes Szenario.</translation>
    </message>
    <message>
        <source>What will happen at %1?</source>
        <translation>Was geschieht bei %1?</translation>
    </message>
    <message>
        <source>The run stands just before it is decided. Look at it as long as you like, also back in time; then say what becomes of each task.</source>
        <translation>Der Lauf steht kurz vor seiner Entscheidung. Sehen Sie ihn an, so lange Sie mögen, auch zurück in der Zeit; dann sagen Sie, was aus jedem Task wird.</translation>
    </message>
    <message>
        <source>Completes</source>
        <translation>Wird fertig</translation>
    </message>
    <message>
        <source>Cancelled at once</source>
        <translation>Sofort abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled later</source>
        <translation>Später abgebrochen</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>Schlägt fehl</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>%1 right, %2 wrong, %3 not sure</source>
        <translation>%1 richtig, %2 falsch, %3 unsicher</translation>
    </message>
    <message>
        <source>All of it. Play the run to see it happen.</source>
        <translation>Alles richtig. Spielen Sie den Lauf ab, um es geschehen zu sehen.</translation>
    </message>
    <message>
        <source>Green: right. Dashed: your answer. Eye: what happened. Play the run to see it.</source>
        <translation>Grün: richtig. Gestrichelt: Ihre Antwort. Auge: was geschah. Spielen Sie den Lauf ab, um es zu sehen.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Prediction</name>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>Which scope absorbs the cancellation?</source>
        <translation>Welcher Scope fängt den Abbruch auf?</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>When does the run end?</source>
        <translation>Wann endet der Lauf?</translation>
    </message>
    <message>
        <source>ends well</source>
        <translation>endet gut</translation>
    </message>
    <message>
        <source>ends in %1</source>
        <translation>endet mit %1</translation>
    </message>
    <message>
        <source>How does the run end?</source>
        <translation>Wie endet der Lauf?</translation>
    </message>
</context>
<context>
    <name>ScopeLab::PresentView</name>
    <message>
        <source>%1 — presentation</source>
        <translation>%1 — Vorführung</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment …</translation>
    </message>
</context>
<context>
    <name>ScopeLab::ReadingLine</name>
    <message>
        <source>Reading a file</source>
        <translation>Eine Datei wird gelesen</translation>
    </message>
    <message>
        <source>Reading, %p %</source>
        <translation>Liest, %p %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ScopeLab::RecentFiles</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
</context>
<context>
    <name>ScopeLab::RecoveryBanner</name>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Show the text in the editor, without running it</source>
        <translation>Den Text im Editor zeigen, ohne ihn laufen zu lassen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Throw the text away for good</source>
        <translation>Den Text endgültig verwerfen</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>Später fragen</translation>
    </message>
    <message>
        <source>Begin without it, and be asked again at the next start</source>
        <translation>Ohne ihn anfangen und beim nächsten Start wieder gefragt werden</translation>
    </message>
    <message>
        <source>ScopeLab ended before a new scenario was saved.</source>
        <translation>ScopeLab endete, bevor ein neues Szenario gespeichert war.</translation>
    </message>
    <message>
        <source>ScopeLab ended before what you had typed into %1 was saved.</source>
        <translation>ScopeLab endete, bevor gespeichert war, was Sie in %1 geschrieben hatten.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::RunNames</name>
    <message>
        <source>somebody outside</source>
        <translation>jemand von außen</translation>
    </message>
    <message>
        <source>the run</source>
        <translation>der Lauf</translation>
    </message>
</context>
<context>
    <name>ScopeLab::RunThumbnail</name>
    <message>
        <source>The run in a few strokes: %1</source>
        <translation>Der Lauf in wenigen Strichen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 s, %n event(s)</source>
        <translation>
            <numerusform>%1 s, %n Ereignis</numerusform>
            <numerusform>%1 s, %n Ereignisse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScopeLab::RunTitle</name>
    <message>
        <source>%1[*] — ScopeLab</source>
        <translation>%1[*] — ScopeLab</translation>
    </message>
    <message>
        <source>No scenario open</source>
        <translation>Kein Szenario offen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>ended in an error, %1</source>
        <translation>endete mit einem Fehler, %1</translation>
    </message>
    <message>
        <source>ended well, %1</source>
        <translation>endete gut, %1</translation>
    </message>
    <message>
        <source>got stuck, %1</source>
        <translation>blieb stecken, %1</translation>
    </message>
    <message>
        <source>hit a limit, %1</source>
        <translation>stieß an eine Grenze, %1</translation>
    </message>
    <message>
        <source>ended cancelled, %1</source>
        <translation>endete abgebrochen, %1</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Saving</name>
    <message>
        <source>Changed on disk</source>
        <translation>Auf der Platte geändert</translation>
    </message>
    <message>
        <source>Another program has changed “%1” since it was read here.</source>
        <translation>Ein anderes Programm hat „%1“ geändert, seit die Datei hier gelesen wurde.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Save the scenario</source>
        <translation>Das Szenario speichern</translation>
    </message>
    <message>
        <source>Scenarios (*.yaml *.yml)</source>
        <translation>Szenarien (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>The new scenario</source>
        <translation>Das neue Szenario</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved.</source>
        <translation>„%1“ hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>%1 is not there any more. What you see is kept; save it to have it again.</source>
        <translation>%1 ist nicht mehr da. Was Sie sehen, bleibt erhalten; speichern Sie es, um es wieder zu haben.</translation>
    </message>
    <message>
        <source>%1 was changed by another program, and you have changes of your own.</source>
        <translation>%1 wurde von einem anderen Programm geändert, und Sie haben eigene Änderungen.</translation>
    </message>
    <message>
        <source>%1 was changed by another program.</source>
        <translation>%1 wurde von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Load it from disk</source>
        <translation>Von der Platte laden</translation>
    </message>
    <message>
        <source>Keep what is here</source>
        <translation>Behalten, was hier ist</translation>
    </message>
</context>
<context>
    <name>ScopeLab::ScenarioDocument</name>
    <message>
        <source>Cannot write &apos;%1&apos;: %2. Nothing is lost; save it under another name.</source>
        <translation>„%1“ ist nicht schreibbar: %2. Nichts ist verloren; speichern Sie es unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>%1 is not opened: it is larger than 1 MiB.</source>
        <translation>%1 wird nicht geöffnet: Die Datei ist größer als 1 MiB.</translation>
    </message>
    <message>
        <source>%1 is not opened: line %2, column %3 has the byte 0x%4, which is not UTF-8 text. Save the file with the encoding UTF-8 first.</source>
        <translation>%1 wird nicht geöffnet: In Zeile %2, Spalte %3 steht das Byte 0x%4, das kein Text in UTF-8 ist. Speichern Sie die Datei zuerst in der Kodierung UTF-8.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::ScenarioEditor</name>
    <message>
        <source>Text of the scenario, to be edited</source>
        <translation>Text des Szenarios, zum Bearbeiten</translation>
    </message>
    <message>
        <source>Tab indents; press Esc, then Tab, to go on to the next control.</source>
        <translation>Tab rückt ein; drücken Sie Esc und dann Tab, um weiterzugehen.</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
    <message>
        <source>Cure: %1</source>
        <translation>Abhilfe: %1</translation>
    </message>
</context>
<context>
    <name>ScopeLab::ScopeActions</name>
    <message>
        <source>&amp;Cancel…</source>
        <translation>Ab&amp;brechen …</translation>
    </message>
    <message>
        <source>&amp;Deadline…</source>
        <translation>&amp;Deadline …</translation>
    </message>
    <message>
        <source>Select a living scope, or a task, first.</source>
        <translation>Wählen Sie zuerst einen lebenden Scope oder einen Task.</translation>
    </message>
    <message>
        <source>%1 is cancelled already</source>
        <translation>%1 ist schon abgebrochen</translation>
    </message>
    <message>
        <source>Cancel %1 (C)</source>
        <translation>%1 abbrechen (C)</translation>
    </message>
    <message>
        <source>Raise or lower the shield of %1 (H)</source>
        <translation>Das Shield von %1 heben oder senken (H)</translation>
    </message>
    <message>
        <source>Move the deadline of %1 (D)</source>
        <translation>Die Deadline von %1 verschieben (D)</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>Reason (may be empty):</source>
        <translation>Grund (darf leer sein):</translation>
    </message>
    <message>
        <source>Time left, as 250ms or 1.5s; or: at 600ms; or: never</source>
        <translation>Verbleibende Zeit, etwa 250ms oder 1.5s; oder: at 600ms; oder: never</translation>
    </message>
    <message>
        <source>Deadline of %1</source>
        <translation>Deadline von %1</translation>
    </message>
    <message>
        <source>“%1” is not a time. Write 250ms, 1.5s, at 600ms, or never:</source>
        <translation>„%1“ ist keine Zeitangabe. Schreiben Sie 250ms, 1.5s, at 600ms oder never:</translation>
    </message>
    <message>
        <source>This scenario has no events</source>
        <translation>Dieses Szenario hat keine Ereignisse</translation>
    </message>
    <message>
        <source>&amp;Why…</source>
        <translation>&amp;Warum …</translation>
    </message>
    <message>
        <source>Go to &amp;start</source>
        <translation>Zum &amp;Anfang</translation>
    </message>
    <message>
        <source>Go to &amp;end</source>
        <translation>Zum &amp;Ende</translation>
    </message>
    <message>
        <source>Go to its ca&amp;use</source>
        <translation>Zur &amp;Ursache</translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation>&amp;Namen kopieren</translation>
    </message>
    <message>
        <source>S&amp;hield</source>
        <translation>S&amp;hield</translation>
    </message>
    <message>
        <source>Set e&amp;vent</source>
        <translation>Ereignis se&amp;tzen</translation>
    </message>
    <message>
        <source>&amp;Fold others</source>
        <translation>Andere ein&amp;klappen</translation>
    </message>
    <message>
        <source>Unfold &amp;all</source>
        <translation>Alles a&amp;usklappen</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>Als Te&amp;xt kopieren</translation>
    </message>
    <message>
        <source>On &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>An &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Scrubber</name>
    <message>
        <source>%1 — %2, %3. Click to go over to it, or to compare.</source>
        <translation>%1 – %2, %3. Klicken, um hinüberzugehen oder zu vergleichen.</translation>
    </message>
    <message>
        <source>Playhead</source>
        <translation>Abspielposition</translation>
    </message>
</context>
<context>
    <name>ScopeLab::SelectionBar</name>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Find or do…</source>
        <translation>Suchen oder tun …</translation>
    </message>
    <message>
        <source>Actions, scenarios, tasks, scopes, times (Ctrl+K)</source>
        <translation>Aktionen, Szenarien, Tasks, Scopes, Zeiten (Strg+K)</translation>
    </message>
    <message>
        <source>Find or do</source>
        <translation>Suchen oder tun</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Sentences</name>
    <message>
        <source>%1 cancelled at %2</source>
        <translation>%1 abgebrochen bei %2</translation>
    </message>
    <message>
        <source>shield of %1 raised at %2</source>
        <translation>Shield von %1 gehoben bei %2</translation>
    </message>
    <message>
        <source>shield of %1 lowered at %2</source>
        <translation>Shield von %1 gesenkt bei %2</translation>
    </message>
    <message>
        <source>deadline of %1 taken away at %2</source>
        <translation>Deadline von %1 aufgehoben bei %2</translation>
    </message>
    <message>
        <source>deadline of %1 moved to %3 at %2</source>
        <translation>Deadline von %1 auf %3 verschoben bei %2</translation>
    </message>
    <message>
        <source>%1 set at %2</source>
        <translation>%1 gesetzt bei %2</translation>
    </message>
    <message>
        <source>%1 begins in %2</source>
        <translation>%1 beginnt in %2</translation>
    </message>
    <message>
        <source>%1 begins</source>
        <translation>%1 beginnt</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 läuft</translation>
    </message>
    <message>
        <source>A Cancelled is raised in %1</source>
        <translation>In %1 wird ein Cancelled geworfen</translation>
    </message>
    <message>
        <source>%1 waits until %2 has started</source>
        <translation>%1 wartet, bis %2 gestartet ist</translation>
    </message>
    <message>
        <source>%1 has started, and belongs to %2</source>
        <translation>%1 ist gestartet und gehört zu %2</translation>
    </message>
    <message>
        <source>%1 goes behind the shield %2</source>
        <translation>%1 geht hinter das Shield %2</translation>
    </message>
    <message>
        <source>%1 enters %2</source>
        <translation>%1 betritt %2</translation>
    </message>
    <message>
        <source>%1 absorbs the cancellation</source>
        <translation>%1 fängt den Abbruch auf</translation>
    </message>
    <message>
        <source>%1 leaves %2</source>
        <translation>%1 verlässt %2</translation>
    </message>
    <message>
        <source>The cancellation reaches %1</source>
        <translation>Der Abbruch erreicht %1</translation>
    </message>
    <message>
        <source>%1 cannot be interrupted yet</source>
        <translation>%1 kann noch nicht unterbrochen werden</translation>
    </message>
    <message>
        <source>The shield of %1 goes up</source>
        <translation>Das Shield von %1 geht hoch</translation>
    </message>
    <message>
        <source>The shield of %1 comes down</source>
        <translation>Das Shield von %1 geht herunter</translation>
    </message>
    <message>
        <source>The deadline of %1 is moved</source>
        <translation>Die Deadline von %1 wird verschoben</translation>
    </message>
    <message>
        <source>The deadline of %1 is over</source>
        <translation>Die Deadline von %1 ist vorbei</translation>
    </message>
    <message>
        <source>%1 raises %2</source>
        <translation>%1 wirft %2</translation>
    </message>
    <message>
        <source>%1 is raised</source>
        <translation>%1 wird geworfen</translation>
    </message>
    <message>
        <source>%1 handles %2</source>
        <translation>%1 behandelt %2</translation>
    </message>
    <message>
        <source>%1 takes the place of %2</source>
        <translation>%1 tritt an die Stelle von %2</translation>
    </message>
    <message>
        <source>%1 is lost to a cancellation</source>
        <translation>%1 geht verloren: Ein Abbruch tritt an seine Stelle</translation>
    </message>
    <message>
        <source>%1 puts its errors into a group</source>
        <translation>%1 fasst seine Fehler zu einer Gruppe zusammen</translation>
    </message>
    <message>
        <source>%1 keeps the cancellations; the errors go on</source>
        <translation>%1 behält die Abbrüche; die Fehler gehen weiter</translation>
    </message>
    <message>
        <source>%1 absorbs the whole group</source>
        <translation>%1 fängt die ganze Gruppe auf</translation>
    </message>
    <message>
        <source>%1 borrows a thread</source>
        <translation>%1 leiht sich einen Thread</translation>
    </message>
    <message>
        <source>The thread of %1 comes back</source>
        <translation>Der Thread von %1 kommt zurück</translation>
    </message>
    <message>
        <source>%1 leaves its thread behind</source>
        <translation>%1 lässt seinen Thread zurück</translation>
    </message>
    <message>
        <source>%1 outlives the run</source>
        <translation>%1 überlebt den Lauf</translation>
    </message>
    <message>
        <source>%1 logs “%2”</source>
        <translation>%1 protokolliert „%2“</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>From outside: %1</source>
        <translation>Von außen: %1</translation>
    </message>
    <message>
        <source>From outside, in vain: %1</source>
        <translation>Von außen, vergeblich: %1</translation>
    </message>
    <message>
        <source>Nothing can run any more</source>
        <translation>Nichts kann mehr laufen</translation>
    </message>
    <message>
        <source>A limit is hit: %1</source>
        <translation>Eine Grenze ist erreicht: %1</translation>
    </message>
    <message>
        <source>The run ends in %1</source>
        <translation>Der Lauf endet mit %1</translation>
    </message>
    <message>
        <source>The run ends</source>
        <translation>Der Lauf endet</translation>
    </message>
    <message>
        <source>%1 sleeps</source>
        <translation>%1 schläft</translation>
    </message>
    <message>
        <source>%1 waits at the gate of %2</source>
        <translation>%1 wartet am Tor von %2</translation>
    </message>
    <message>
        <source>%1 waits for its thread</source>
        <translation>%1 wartet auf seinen Thread</translation>
    </message>
    <message>
        <source>%1 passes a checkpoint</source>
        <translation>%1 passiert einen Checkpoint</translation>
    </message>
    <message>
        <source>%1 waits</source>
        <translation>%1 wartet</translation>
    </message>
    <message>
        <source>%1 fails with %2</source>
        <translation>%1 schlägt fehl mit %2</translation>
    </message>
    <message>
        <source>%1 ends cancelled</source>
        <translation>%1 endet abgebrochen</translation>
    </message>
    <message>
        <source>%1 completes</source>
        <translation>%1 wird fertig</translation>
    </message>
    <message>
        <source>%1 is cancelled: its deadline is over</source>
        <translation>%1 wird abgebrochen: seine Deadline ist vorbei</translation>
    </message>
    <message>
        <source>%1 is cancelled, because %2 failed</source>
        <translation>%1 wird abgebrochen, weil %2 fehlschlug</translation>
    </message>
    <message>
        <source>%1 is cancelled, because a task failed</source>
        <translation>%1 wird abgebrochen, weil ein Task fehlschlug</translation>
    </message>
    <message>
        <source>%1 cancels %2</source>
        <translation>%1 bricht %2 ab</translation>
    </message>
    <message>
        <source>%1 is cancelled</source>
        <translation>%1 wird abgebrochen</translation>
    </message>
    <message>
        <source>%1 is cancelled: %2</source>
        <translation>%1 wird abgebrochen: %2</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht beendet</translation>
    </message>
    <message>
        <source>ends in %1</source>
        <translation>endet mit %1</translation>
    </message>
    <message>
        <source>ends well</source>
        <translation>endet gut</translation>
    </message>
    <message>
        <source>ends cancelled</source>
        <translation>endet abgebrochen</translation>
    </message>
    <message>
        <source>got stuck</source>
        <translation>fuhr sich fest</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed, %1</source>
        <translation>fehlgeschlagen, %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>never ended</source>
        <translation>endete nie</translation>
    </message>
    <message>
        <source>cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>set the deadline of %1</source>
        <translation>die Deadline von %1 setzen</translation>
    </message>
    <message>
        <source>set the shield of %1</source>
        <translation>das Shield von %1 setzen</translation>
    </message>
    <message>
        <source>set %1</source>
        <translation>%1 setzen</translation>
    </message>
    <message>
        <source>%1, at the step &apos;%2&apos;</source>
        <translation>%1, beim Schritt „%2“</translation>
    </message>
    <message>
        <source>more than %L1 steps were run</source>
        <translation>mehr als %L1 Schritte wurden ausgeführt</translation>
    </message>
    <message>
        <source>more than %L1 hours of run time passed</source>
        <translation>mehr als %L1 Stunden Laufzeit sind vergangen</translation>
    </message>
    <message>
        <source>more than %L1 tasks were alive</source>
        <translation>mehr als %L1 Tasks lebten gleichzeitig</translation>
    </message>
    <message>
        <source>more than %L1 lines were logged</source>
        <translation>mehr als %L1 Zeilen wurden protokolliert</translation>
    </message>
    <message>
        <source>more than %L1 events were recorded</source>
        <translation>mehr als %L1 Ereignisse wurden aufgezeichnet</translation>
    </message>
    <message>
        <source>more than %L1 MiB of text was made</source>
        <translation>mehr als %L1 MiB Text sind entstanden</translation>
    </message>
    <message>
        <source>there was no more memory</source>
        <translation>es gab keinen Speicher mehr</translation>
    </message>
    <message>
        <source>%1 waits for the event %2</source>
        <translation>%1 wartet auf das Ereignis %2</translation>
    </message>
    <message>
        <source>%1 waits for the lock %2</source>
        <translation>%1 wartet auf die Sperre %2</translation>
    </message>
    <message>
        <source>%1 waits for the semaphore %2</source>
        <translation>%1 wartet auf die Semaphore %2</translation>
    </message>
    <message>
        <source>%1 waits for a token of %2</source>
        <translation>%1 wartet auf ein Token von %2</translation>
    </message>
    <message>
        <source>%1 waits at the channel %2</source>
        <translation>%1 wartet am Kanal %2</translation>
    </message>
    <message>
        <source>%1 waits until %2 is cancelled</source>
        <translation>%1 wartet, bis %2 abgebrochen ist</translation>
    </message>
    <message>
        <source>%1 belongs to %2 from now on</source>
        <translation>%1 gehört von nun an zu %2</translation>
    </message>
    <message>
        <source>nothing could run any more</source>
        <translation>nichts konnte mehr laufen</translation>
    </message>
    <message>
        <source>main has ended</source>
        <translation>main ist beendet</translation>
    </message>
    <message>
        <source>%1 is effectively cancelled</source>
        <translation>%1 ist wirksam abgebrochen</translation>
    </message>
    <message>
        <source>The shield of %1 holds a cancellation</source>
        <translation>Das Shield von %1 hält einen Abbruch auf</translation>
    </message>
    <message>
        <source>No cancellation reaches %1 any more</source>
        <translation>Kein Abbruch erreicht %1 mehr</translation>
    </message>
    <message>
        <source>No shield holds any more: the run has to end</source>
        <translation>Kein Shield hält mehr: Der Lauf muss enden</translation>
    </message>
    <message>
        <source>%1 tells cancellations and errors apart</source>
        <translation>%1 trennt Abbrüche und Fehler</translation>
    </message>
    <message>
        <source>%1 is used for the first time</source>
        <translation>%1 wird zum ersten Mal benutzt</translation>
    </message>
    <message>
        <source>%1 gets %2</source>
        <translation>%1 bekommt %2</translation>
    </message>
    <message>
        <source>%1 gives %2 back</source>
        <translation>%1 gibt %2 zurück</translation>
    </message>
    <message>
        <source>%1 sets %2</source>
        <translation>%1 setzt %2</translation>
    </message>
    <message>
        <source>Something that this release does not know</source>
        <translation>Etwas, das diese Version nicht kennt</translation>
    </message>
    <message>
        <source>ends at a limit</source>
        <translation>endet an einer Grenze</translation>
    </message>
    <message>
        <source>ends in an error</source>
        <translation>endet mit einem Fehler</translation>
    </message>
</context>
<context>
    <name>ScopeLab::SettingsDialog</name>
    <message>
        <source>Text size and language change when ScopeLab starts again.</source>
        <translation>Textgröße und Sprache ändern sich beim nächsten Start von ScopeLab.</translation>
    </message>
    <message>
        <source>Start &amp;again now</source>
        <translation>Jetzt &amp;neu starten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the desktop has it</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>&amp;Textgröße</translation>
    </message>
    <message>
        <source>&amp;Reduce motion: number a wave&apos;s steps instead</source>
        <translation>&amp;Weniger Bewegung: Wellen nummerieren</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Speed of a run</source>
        <translation>&amp;Geschwindigkeit eines Laufs</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Decisive event</source>
        <translation>Entscheidendes Ereignis</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Ste&amp;p by</source>
        <translation>Sch&amp;rittweite</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>&amp;Code in</source>
        <translation>&amp;Code in</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>S&amp;how sleeps as timers</source>
        <translation>Schla&amp;fende als Timer zeigen</translation>
    </message>
    <message>
        <source>Show the start page when ScopeLa&amp;b starts</source>
        <translation>&amp;Beim Start von ScopeLab die Startseite zeigen</translation>
    </message>
    <message>
        <source>S&amp;ounds: one soft tone for each kind of event</source>
        <translation>T&amp;öne: ein leiser Ton für jede Art von Ereignis</translation>
    </message>
    <message>
        <source>Install pipewire-bin, pulseaudio-utils or alsa-utils to hear them.</source>
        <translation>Installieren Sie pipewire-bin, pulseaudio-utils oder alsa-utils, um sie zu hören.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::SpeakerView</name>
    <message>
        <source>Speaker&apos;s notes</source>
        <translation>Notizen zum Vortrag</translation>
    </message>
    <message>
        <source>Since the presentation began</source>
        <translation>Seit Beginn des Vortrags</translation>
    </message>
    <message>
        <source>Stop %1 of %2, at %3</source>
        <translation>Halt %1 von %2, bei %3</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Als Nächstes: %1</translation>
    </message>
    <message>
        <source>This is the last stop.</source>
        <translation>Das ist der letzte Halt.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::SplitTreeView</name>
    <message>
        <source>The group of errors and its two halves</source>
        <translation>Die Gruppe der Fehler und ihre zwei Hälften</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>error, goes on</source>
        <translation>Fehler, geht weiter</translation>
    </message>
    <message>
        <source>cancellation</source>
        <translation>Abbruch</translation>
    </message>
    <message>
        <source>still to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <source>No group of errors so far</source>
        <translation>Bisher keine Gruppe von Fehlern</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancellation(s)</source>
        <translation>
            <numerusform>%n Abbruch</numerusform>
            <numerusform>%n Abbrüche</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScopeLab::StageView</name>
    <message>
        <source>unknown error</source>
        <translation>unbekannter Fehler</translation>
    </message>
    <message>
        <source>Choose a scenario on the left, then press Space to run it.</source>
        <translation>Wählen Sie links ein Szenario, dann startet die Leertaste es.</translation>
    </message>
    <message>
        <source>Every scope has been left.</source>
        <translation>Jeder Scope ist verlassen.</translation>
    </message>
    <message>
        <source>Nothing has happened yet. Press Space to run, or → for one step.</source>
        <translation>Noch ist nichts geschehen. Die Leertaste startet, → geht einen Schritt.</translation>
    </message>
    <message>
        <source>task group</source>
        <translation>Task-Gruppe</translation>
    </message>
    <message>
        <source>absorbed, left at %1</source>
        <translation>aufgefangen, verlassen bei %1</translation>
    </message>
    <message>
        <source>left at %1</source>
        <translation>verlassen bei %1</translation>
    </message>
    <message>
        <source>moot</source>
        <translation>hinfällig</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>waits for %1 of %2</source>
        <translation>wartet auf %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>gate open · %n task(s)</source>
        <translation>
            <numerusform>Tor offen · %n Task</numerusform>
            <numerusform>Tor offen · %n Tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) to come</source>
        <translation>
            <numerusform>%n Task kommt noch</numerusform>
            <numerusform>%n Tasks kommen noch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more task(s)</source>
        <translation>
            <numerusform>%Ln weiterer Task</numerusform>
            <numerusform>%Ln weitere Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>Stage: scopes and the tasks in them</source>
        <translation>Bühne: Scopes und die Tasks darin</translation>
    </message>
    <message>
        <source>a thread · 000 ms left</source>
        <translation>ein Thread · noch 000 ms</translation>
    </message>
    <message>
        <source>%1, task, %2, in %3</source>
        <translation>%1, Task, %2, in %3</translation>
    </message>
    <message>
        <source>%1, a cancellation is waiting for it</source>
        <translation>%1, ein Abbruch wartet auf ihn</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folded task(s)</source>
        <translation>
            <numerusform>%Ln eingeklappter Task</numerusform>
            <numerusform>%Ln eingeklappte Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>no deadline</source>
        <translation>keine Deadline</translation>
    </message>
    <message>
        <source>already cancelled</source>
        <translation>schon abgebrochen</translation>
    </message>
    <message>
        <source>effective deadline %1, set by %2</source>
        <translation>wirksame Deadline %1, gesetzt von %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · noch %2</translation>
    </message>
    <message>
        <source>Whole stage</source>
        <translation>Ganze Bühne</translation>
    </message>
    <message>
        <source>Scopes around what is shown</source>
        <translation>Scopes um das Gezeigte</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message numerus="yes">
        <source>exited, %Ln time(s)</source>
        <translation>
            <numerusform>verlassen, %Ln Mal</numerusform>
            <numerusform>verlassen, %Ln Mal</numerusform>
        </translation>
    </message>
    <message>
        <source>absorbed, exited</source>
        <translation>aufgefangen, verlassen</translation>
    </message>
    <message>
        <source>exited</source>
        <translation>verlassen</translation>
    </message>
    <message numerus="yes">
        <source>folded, %Ln task(s)</source>
        <translation>
            <numerusform>eingeklappt, %Ln Task</numerusform>
            <numerusform>eingeklappt, %Ln Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>Fold again</source>
        <translation>Wieder einklappen</translation>
    </message>
    <message>
        <source>folded, 00 tasks</source>
        <translation>eingeklappt, 00 Tasks</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>fold these tasks again</source>
        <translation>diese Tasks wieder einklappen</translation>
    </message>
    <message>
        <source>requested, not delivered:</source>
        <translation>verlangt, nicht zugestellt:</translation>
    </message>
    <message>
        <source>its thread cannot be asked</source>
        <translation>sein Thread lässt sich nicht fragen</translation>
    </message>
    <message>
        <source>it has no checkpoint here</source>
        <translation>hier ist kein Checkpoint</translation>
    </message>
    <message numerus="yes">
        <source>%n cancellation(s) held outside</source>
        <translation>
            <numerusform>%n Abbruch draußen gehalten</numerusform>
            <numerusform>%n Abbrüche draußen gehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can run any more.</source>
        <translation>Nichts kann mehr laufen.</translation>
    </message>
    <message>
        <source>Why nothing can run any more</source>
        <translation>Warum nichts mehr laufen kann</translation>
    </message>
</context>
<context>
    <name>ScopeLab::StartPage</name>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Eine Datei öffnen …</translation>
    </message>
    <message>
        <source>Show this page at start</source>
        <translation>Diese Seite beim Start zeigen</translation>
    </message>
    <message>
        <source>Drop a scenario or a recorded run anywhere in this window</source>
        <translation>Ziehen Sie ein Szenario oder einen aufgezeichneten Lauf irgendwo in dieses Fenster</translation>
    </message>
    <message>
        <source>See cancellation happen</source>
        <translation>Sehen, wie Abbruch geschieht</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Files that you open will stand here.</source>
        <translation>Hier stehen Dateien, die Sie öffnen.</translation>
    </message>
    <message>
        <source>is gone</source>
        <translation>ist fort</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>Hier beginnen</translation>
    </message>
    <message>
        <source>Three short runs, one idea each. Press Space to pause at any moment, and the arrow keys to step.</source>
        <translation>Drei kurze Läufe, jeder mit einer Idee. Die Leertaste pausiert jederzeit, die Pfeiltasten gehen schrittweise.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Who waits, who is told, who goes first</source>
        <translation>Wer wartet, wer erfährt es, wer geht zuerst</translation>
    </message>
    <message>
        <source>Which one is in force, and who set it</source>
        <translation>Welche gilt, und wer hat sie gesetzt</translation>
    </message>
    <message>
        <source>What a shield holds back, and for how long</source>
        <translation>Was ein Shield aufhält, und wie lange</translation>
    </message>
    <message>
        <source>Split the real errors from the cancellations</source>
        <translation>Echte Fehler von Abbrüchen trennen</translation>
    </message>
    <message>
        <source>Retry, budget, a batch that may fail in part</source>
        <translation>Wiederholen, Budget, ein Stapel, der teils scheitern darf</translation>
    </message>
    <message>
        <source>As written, and as it should be</source>
        <translation>Wie geschrieben, und wie es sein sollte</translation>
    </message>
    <message>
        <source>By topic</source>
        <translation>Nach Thema</translation>
    </message>
    <message>
        <source>Also in the library</source>
        <translation>Auch in der Bibliothek</translation>
    </message>
    <message>
        <source>What do the shapes and colours mean?</source>
        <translation>Was bedeuten Formen und Farben?</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>All %1 of %2</source>
        <translation>Alle %1 von %2</translation>
    </message>
</context>
<context>
    <name>ScopeLab::StatusLine</name>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Press F1 for help</source>
        <translation>F1 zeigt die Hilfe</translation>
    </message>
    <message>
        <source>After it got stuck: all that is left is cleaned up by force</source>
        <translation>Nach dem Festfahren: was noch da ist, wird zwangsweise aufgeräumt</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>Beendet: %1</translation>
    </message>
    <message>
        <source>Stuck: nothing can run any more</source>
        <translation>Festgefahren: nichts kann mehr laufen</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) of yours, Ctrl+Z undoes</source>
        <translation>
            <numerusform>%n Eingriff von Ihnen, Strg+Z nimmt zurück</numerusform>
            <numerusform>%n Eingriffe von Ihnen, Strg+Z nimmt zurück</numerusform>
        </translation>
    </message>
    <message>
        <source>%1   %2   %L3 events recorded</source>
        <translation>%1   %2   %L3 Ereignisse aufgezeichnet</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>virtual clock</source>
        <translation>virtuelle Uhr</translation>
    </message>
    <message>
        <source>real threads</source>
        <translation>echte Threads</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>Echtzeit</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Texts</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>ScopeLab::TimelineOverview</name>
    <message>
        <source>Overview: the whole run, and what the timeline shows of it</source>
        <translation>Übersicht: der ganze Lauf, und was die Zeitachse davon zeigt</translation>
    </message>
    <message>
        <source>The whole run. Drag the window to look elsewhere.</source>
        <translation>Der ganze Lauf. Das Fenster ziehen, um anderswohin zu sehen.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::TimelineView</name>
    <message>
        <source>Run a scenario to see its tasks over time.</source>
        <translation>Starten Sie ein Szenario, um seine Tasks über die Zeit zu sehen.</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>noch nicht gelaufen</translation>
    </message>
    <message>
        <source>at the gate of %1</source>
        <translation>am Tor von %1</translation>
    </message>
    <message>
        <source>sleep %1</source>
        <translation>schläft %1</translation>
    </message>
    <message>
        <source>sleep, for ever</source>
        <translation>schläft, für immer</translation>
    </message>
    <message>
        <source>run_blocking</source>
        <translation>run_blocking</translation>
    </message>
    <message>
        <source>Timeline: tasks over time</source>
        <translation>Zeitachse: Tasks über die Zeit</translation>
    </message>
    <message>
        <source>%1, from %2, %3</source>
        <translation>%1, ab %2, %3</translation>
    </message>
    <message>
        <source>%1, not there yet</source>
        <translation>%1, noch nicht da</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No task has failed.</source>
        <translation>Kein Task ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>only failures</source>
        <translation>nur Fehlschläge</translation>
    </message>
    <message>
        <source>%1 – %2: %3</source>
        <translation>%1 – %2: %3</translation>
    </message>
    <message>
        <source>%1 at %2: %3</source>
        <translation>%1 bei %2: %3</translation>
    </message>
</context>
<context>
    <name>ScopeLab::TimerModel</name>
    <message>
        <source>%1 of %2, already cancelled</source>
        <translation>%1 von %2, schon abgebrochen</translation>
    </message>
    <message>
        <source>%1 of %2, %3 left, effective deadline %4, set by %5</source>
        <translation>%1 von %2, noch %3, wirksame Deadline %4, gesetzt von %5</translation>
    </message>
    <message>
        <source>%1 sleeps for %2 more</source>
        <translation>%1 schläft noch %2</translation>
    </message>
    <message>
        <source>%1 of %2: its deadline has expired</source>
        <translation>%1 von %2: die Deadline ist abgelaufen</translation>
    </message>
    <message>
        <source>%1 of %2, no deadline</source>
        <translation>%1 von %2, keine Deadline</translation>
    </message>
    <message>
        <source>%1 of %2, no deadline of its own, effective %3, set by %4</source>
        <translation>%1 von %2, keine eigene Deadline, wirksam %3, gesetzt von %4</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>sleep</translation>
    </message>
</context>
<context>
    <name>ScopeLab::TimersView</name>
    <message>
        <source>passed</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>set by itself</source>
        <translation>selbst gesetzt</translation>
    </message>
    <message>
        <source>set by %1</source>
        <translation>gesetzt von %1</translation>
    </message>
    <message>
        <source>moot: already −∞</source>
        <translation>hinfällig: schon −∞</translation>
    </message>
    <message>
        <source>effective %1</source>
        <translation>wirksam %1</translation>
    </message>
    <message>
        <source>Timers: deadlines in force, soonest first</source>
        <translation>Timer: geltende Deadlines, die nächste zuerst</translation>
    </message>
    <message>
        <source>No deadline is running</source>
        <translation>Keine Deadline läuft</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>effective −∞</source>
        <translation>wirksam −∞</translation>
    </message>
    <message>
        <source>effective ∞</source>
        <translation>wirksam ∞</translation>
    </message>
    <message>
        <source>no deadline of its own</source>
        <translation>keine eigene Deadline</translation>
    </message>
    <message>
        <source>Show &amp;sleeps as timers</source>
        <translation>Schla&amp;fende als Timer zeigen</translation>
    </message>
</context>
<context>
    <name>ScopeLab::TransportBar</name>
    <message>
        <source>To the start (Home)</source>
        <translation>Zum Anfang (Pos1)</translation>
    </message>
    <message>
        <source>Step back (←)</source>
        <translation>Schritt zurück (←)</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>Abspielen oder pausieren (Leertaste)</translation>
    </message>
    <message>
        <source>Step (→)</source>
        <translation>Schritt (→)</translation>
    </message>
    <message>
        <source>To the end (End)</source>
        <translation>Zum Ende (Ende)</translation>
    </message>
    <message>
        <source>Stop the run where it is</source>
        <translation>Den Lauf hier beenden</translation>
    </message>
    <message>
        <source>Run again with this seed (F5)</source>
        <translation>Mit diesem Seed noch einmal (F5)</translation>
    </message>
    <message>
        <source>Step by event</source>
        <translation>Je Ereignis</translation>
    </message>
    <message>
        <source>Step by checkpoint</source>
        <translation>Je Checkpoint</translation>
    </message>
    <message>
        <source>Step by decisive event</source>
        <translation>Je Entscheidung</translation>
    </message>
    <message>
        <source>Step by the clock</source>
        <translation>Mit der Uhr</translation>
    </message>
    <message>
        <source>How far a step goes</source>
        <translation>Wie weit ein Schritt geht</translation>
    </message>
    <message>
        <source>Checkpoint: where a task waits. Decisive: cancels, errors, shields, deadlines. Clock: where time moves on</source>
        <translation>Checkpoint: wo ein Task wartet. Entscheidend: Abbrüche, Fehler, Shields, Deadlines. Uhr: wo die Zeit weitergeht</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Run time for each second that passes</source>
        <translation>Laufzeit je vergangene Sekunde</translation>
    </message>
    <message>
        <source>Virtual clock</source>
        <translation>Virtuelle Uhr</translation>
    </message>
    <message>
        <source>Real threads</source>
        <translation>Echte Threads</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Virtual: time jumps, and steps can be branched. Real: a thread pool in real time.</source>
        <translation>Virtuell: die Zeit springt, und Schritte können sich verzweigen. Echt: ein Thread-Pool in Echtzeit.</translation>
    </message>
    <message>
        <source>Seed </source>
        <translation>Seed </translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>1 keeps the order of tasks that are ready together; others shuffle it</source>
        <translation>1 behält die Reihenfolge gleichzeitig bereiter Tasks; andere mischen sie</translation>
    </message>
    <message>
        <source>event %L1</source>
        <translation>Ereignis %L1</translation>
    </message>
    <message>
        <source>event %L1 of %L2</source>
        <translation>Ereignis %L1 von %L2</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht beendet</translation>
    </message>
</context>
<context>
    <name>ScopeLab::TwinTable</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <translation>%1, bei %2</translation>
    </message>
    <message>
        <source>Both runs compared at their ends</source>
        <translation>Beide Läufe, verglichen an ihren Enden</translation>
    </message>
    <message>
        <source>Compared at the end</source>
        <translation>Am Ende verglichen</translation>
    </message>
    <message>
        <source>A, %1</source>
        <translation>A, %1</translation>
    </message>
    <message>
        <source>B, %1</source>
        <translation>B, %1</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message numerus="yes">
        <source>%n the same</source>
        <translation>
            <numerusform>%n gleich</numerusform>
            <numerusform>%n gleich</numerusform>
        </translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>Log of %1</source>
        <translation>Protokoll von %1</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
</context>
<context>
    <name>ScopeLab::TwinView</name>
    <message>
        <source>&amp;Go there</source>
        <translation>&amp;Dorthin</translation>
    </message>
    <message>
        <source>&amp;Next difference (N)</source>
        <translation>&amp;Nächster Unterschied (N)</translation>
    </message>
    <message>
        <source>Stage of run %1</source>
        <translation>Bühne von Lauf %1</translation>
    </message>
    <message>
        <source>Timeline of run %1</source>
        <translation>Zeitachse von Lauf %1</translation>
    </message>
    <message>
        <source>Text of run %1</source>
        <translation>Text von Lauf %1</translation>
    </message>
    <message>
        <source>Running both to their ends…</source>
        <translation>Beide laufen zu ihrem Ende …</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
    <message>
        <source>Both runs do the same, event by event.</source>
        <translation>Beide Läufe tun dasselbe, Ereignis für Ereignis.</translation>
    </message>
    <message>
        <source>First difference, %1</source>
        <translation>Erster Unterschied, %1</translation>
    </message>
    <message>
        <source>Difference %1 of %2, %3</source>
        <translation>Unterschied %1 von %2, %3</translation>
    </message>
    <message>
        <source>nothing of the kind</source>
        <translation>nichts dergleichen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Twins</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Other &amp;branch</source>
        <translation>An&amp;derer Zweig</translation>
    </message>
    <message>
        <source>As written</source>
        <translation>Wie geschrieben</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Verbessert</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message>
        <source>With your acts</source>
        <translation>Mit Ihren Eingriffen</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>This branch</source>
        <translation>Dieser Zweig</translation>
    </message>
    <message>
        <source>A twin needs a scenario. Open one; a recording alone cannot be run a second time.</source>
        <translation>Ein Zwilling braucht ein Szenario. Öffnen Sie eines; eine Aufzeichnung allein kann nicht noch einmal laufen.</translation>
    </message>
    <message>
        <source>Real threads never do the same twice. Choose the virtual clock to compare two runs.</source>
        <translation>Echte Threads tun nie zweimal dasselbe. Wählen Sie die virtuelle Uhr, um zwei Läufe zu vergleichen.</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie es ist</translation>
    </message>
    <message>
        <source>%1 has mistakes. Open it to see them.</source>
        <translation>%1 hat Fehler. Öffnen Sie es, um sie zu sehen.</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Dieses</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>As written and fixed</source>
        <translation>Wie geschrieben und verbessert</translation>
    </message>
    <message>
        <source>This scenario has no partner that mends it.</source>
        <translation>Dieses Szenario hat kein Gegenstück, das es verbessert.</translation>
    </message>
    <message>
        <source>With and without your acts</source>
        <translation>Mit und ohne Ihre Eingriffe</translation>
    </message>
    <message>
        <source>You have done nothing to this run.</source>
        <translation>Sie haben in diesen Lauf nicht eingegriffen.</translation>
    </message>
    <message>
        <source>This branch and the other</source>
        <translation>Dieser Zweig und der andere</translation>
    </message>
    <message>
        <source>Act in the past of a run, and it branches.</source>
        <translation>Ein Eingriff in der Vergangenheit eines Laufs verzweigt ihn.</translation>
    </message>
    <message>
        <source>This seed and the next</source>
        <translation>Dieser Seed und der nächste</translation>
    </message>
    <message>
        <source>Open a scenario first.</source>
        <translation>Öffnen Sie zuerst ein Szenario.</translation>
    </message>
    <message>
        <source>Rules of %1</source>
        <translation>Regeln von %1</translation>
    </message>
    <message>
        <source>Another scenario file…</source>
        <translation>Eine andere Szenario-Datei …</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Scenarios (*.yaml *.yml)</source>
        <translation>Szenarien (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>&amp;Go over to it</source>
        <translation>&amp;Zu ihm wechseln</translation>
    </message>
    <message>
        <source>&amp;Compare with it</source>
        <translation>&amp;Mit ihm vergleichen</translation>
    </message>
    <message>
        <source>&amp;Delete it</source>
        <translation>Ihn &amp;löschen</translation>
    </message>
</context>
<context>
    <name>ScopeLab::WhatIf</name>
    <message>
        <source>%1 at %L2 ms</source>
        <translation>%1 bei %L2 ms</translation>
    </message>
    <message>
        <source>What if %1 had no shield?</source>
        <translation>Was, wenn %1 kein Shield hätte?</translation>
    </message>
    <message>
        <source>What if %1 had no deadline?</source>
        <translation>Was, wenn %1 keine Deadline hätte?</translation>
    </message>
    <message>
        <source>%1 without its shield</source>
        <translation>%1 ohne Shield</translation>
    </message>
    <message>
        <source>%1 without its deadline</source>
        <translation>%1 ohne Deadline</translation>
    </message>
    <message>
        <source>The run: %1, not %2.</source>
        <translation>Der Lauf: %1, nicht: %2.</translation>
    </message>
    <message>
        <source>%1: %2, not %3.</source>
        <translation>%1: %2, nicht: %3.</translation>
    </message>
    <message>
        <source>Nothing of importance: the run %1, and so does every task.</source>
        <translation>Nichts Wichtiges: der Lauf %1, und jeder Task ebenso.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::Why</name>
    <message>
        <source>it is cancelled itself, or from outside</source>
        <translation>er ist abgebrochen, selbst oder von außen</translation>
    </message>
    <message>
        <source>it was cancelled itself, or from outside</source>
        <translation>er war abgebrochen, selbst oder von außen</translation>
    </message>
    <message>
        <source>no scope is around it</source>
        <translation>kein Scope liegt um ihn</translation>
    </message>
    <message>
        <source>its own shield hides %1</source>
        <translation>sein eigenes Shield verdeckt %1</translation>
    </message>
    <message>
        <source>%1, around it, is not cancelled</source>
        <translation>%1, um ihn herum, ist nicht abgebrochen</translation>
    </message>
    <message>
        <source>%1, around it, was not cancelled</source>
        <translation>%1, um ihn herum, war nicht abgebrochen</translation>
    </message>
    <message>
        <source>It is not cancelled: a cancellation that leaves it now goes on.</source>
        <translation>Er ist nicht abgebrochen: ein Abbruch, der ihn jetzt verlässt, geht weiter.</translation>
    </message>
    <message>
        <source>A cancellation that leaves it now ends here.</source>
        <translation>Ein Abbruch, der ihn jetzt verlässt, endet hier.</translation>
    </message>
    <message>
        <source>A cancellation that leaves it now goes on to %1.</source>
        <translation>Ein Abbruch, der ihn jetzt verlässt, geht weiter zu %1.</translation>
    </message>
    <message>
        <source>It absorbed what reached its exit.</source>
        <translation>Er fing auf, was seinen Ausgang erreichte.</translation>
    </message>
    <message>
        <source>It would have absorbed a cancellation; none reached its exit.</source>
        <translation>Er hätte einen Abbruch aufgefangen; keiner erreichte seinen Ausgang.</translation>
    </message>
    <message>
        <source>What reached its exit went on to %1.</source>
        <translation>Was seinen Ausgang erreichte, ging weiter zu %1.</translation>
    </message>
    <message>
        <source>It was not cancelled: it absorbs nothing.</source>
        <translation>Er war nicht abgebrochen: er fängt nichts auf.</translation>
    </message>
    <message>
        <source>Why is %1 still running?</source>
        <translation>Warum läuft %1 noch?</translation>
    </message>
    <message>
        <source>A cancellation is waiting for it. The shield %1 keeps it out.</source>
        <translation>Ein Abbruch wartet auf ihn. Das Shield %1 hält ihn draußen.</translation>
    </message>
    <message>
        <source>A cancellation is waiting for it: its thread cannot be interrupted.</source>
        <translation>Ein Abbruch wartet auf ihn: sein Thread lässt sich nicht unterbrechen.</translation>
    </message>
    <message>
        <source>It is cancelled, and has not reached a checkpoint yet.</source>
        <translation>Er ist abgebrochen und hat noch keinen Checkpoint erreicht.</translation>
    </message>
    <message>
        <source>Nothing has asked it to stop.</source>
        <translation>Nichts hat ihn aufgefordert aufzuhören.</translation>
    </message>
    <message>
        <source>Why did %1 fail?</source>
        <translation>Warum schlug %1 fehl?</translation>
    </message>
    <message>
        <source>An error left it: %1.</source>
        <translation>Ein Fehler verließ ihn: %1.</translation>
    </message>
    <message>
        <source>ended with an error</source>
        <translation>endete mit einem Fehler</translation>
    </message>
    <message>
        <source>It is still on its way.</source>
        <translation>Er ist noch unterwegs.</translation>
    </message>
    <message>
        <source>It left a detached task. Nobody waits for one, so nobody heard of it.</source>
        <translation>Er verließ einen losgelösten Task. Auf so einen wartet niemand, darum erfuhr niemand davon.</translation>
    </message>
    <message>
        <source>It left the run.</source>
        <translation>Er verließ den Lauf.</translation>
    </message>
    <message>
        <source>%1 absorbed it at its exit.</source>
        <translation>%1 fing ihn am Ausgang auf.</translation>
    </message>
    <message>
        <source>Another error took its place, and has it as its context.</source>
        <translation>Ein anderer Fehler trat an seine Stelle und hat ihn als Kontext.</translation>
    </message>
    <message>
        <source>A cancellation took its place while %1 was cleaning up. The scope then absorbs that cancellation, and the error with it: nothing is reported.</source>
        <translation>Ein Abbruch trat an seine Stelle, während %1 aufräumte. Der Scope fängt dann diesen Abbruch auf und den Fehler mit ihm: nichts wird gemeldet.</translation>
    </message>
    <message>
        <source>The code swallowed it.</source>
        <translation>Der Code verschluckte ihn.</translation>
    </message>
    <message>
        <source>The code handled it.</source>
        <translation>Der Code behandelte ihn.</translation>
    </message>
    <message>
        <source>How did %1 end?</source>
        <translation>Wie endete %1?</translation>
    </message>
    <message>
        <source>It came to its end by itself.</source>
        <translation>Er kam von selbst an sein Ende.</translation>
    </message>
    <message>
        <source>Why was %1 cancelled?</source>
        <translation>Warum wurde %1 abgebrochen?</translation>
    </message>
    <message>
        <source>A scope around it was cancelled, and it reached a checkpoint.</source>
        <translation>Ein Scope um ihn wurde abgebrochen, und er erreichte einen Checkpoint.</translation>
    </message>
    <message>
        <source>It was asked to be.</source>
        <translation>Es wurde verlangt.</translation>
    </message>
    <message>
        <source>A scope around it is, and it has no shield.</source>
        <translation>Ein Scope um ihn ist es, und er hat kein Shield.</translation>
    </message>
    <message>
        <source>It absorbed the cancellation at its exit.</source>
        <translation>Er fing den Abbruch am Ausgang auf.</translation>
    </message>
    <message>
        <source>It absorbed nothing at its exit.</source>
        <translation>Er fing am Ausgang nichts auf.</translation>
    </message>
    <message>
        <source>Is %1 cancelled?</source>
        <translation>Ist %1 abgebrochen?</translation>
    </message>
    <message>
        <source>No. Nobody has asked for it.</source>
        <translation>Nein. Niemand hat es verlangt.</translation>
    </message>
    <message>
        <source>No. Nobody has asked for it, and a shield keeps out what happened around it.</source>
        <translation>Nein. Niemand hat es verlangt, und ein Shield hält fern, was um ihn geschah.</translation>
    </message>
    <message>
        <source>the cancellation</source>
        <translation>dem Abbruch</translation>
    </message>
    <message>
        <source>What became of %1 of %2?</source>
        <translation>Was wurde aus %1 von %2?</translation>
    </message>
    <message>
        <source>ended it here</source>
        <translation>beendete ihn hier</translation>
    </message>
    <message>
        <source>now travelling: %1</source>
        <translation>jetzt unterwegs: %1</translation>
    </message>
    <message>
        <source>got a cancellation</source>
        <translation>bekam einen Abbruch</translation>
    </message>
    <message>
        <source>raised %1</source>
        <translation>warf %1</translation>
    </message>
    <message>
        <source>Why is %1 still there?</source>
        <translation>Warum ist %1 noch da?</translation>
    </message>
    <message>
        <source>It was cancelled, and is unwinding.</source>
        <translation>Er wurde abgebrochen und räumt auf.</translation>
    </message>
    <message>
        <source>It was cancelled, and its cleanup waits.</source>
        <translation>Er wurde abgebrochen, und sein Aufräumen wartet.</translation>
    </message>
</context>
<context>
    <name>ScopeLab::WhyChain</name>
    <message>
        <source>somebody outside</source>
        <translation>jemand von außen</translation>
    </message>
    <message>
        <source>no scope</source>
        <translation>kein Scope</translation>
    </message>
    <message>
        <source>reason: %1</source>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>was cancelled</source>
        <translation>wurde abgebrochen</translation>
    </message>
    <message>
        <source>a task of the group failed, so all others go</source>
        <translation>ein Task der Gruppe schlug fehl, darum gehen alle anderen</translation>
    </message>
    <message>
        <source>its deadline was over</source>
        <translation>seine Deadline war vorbei</translation>
    </message>
    <message>
        <source>reached its deadline</source>
        <translation>erreichte seine Deadline</translation>
    </message>
    <message>
        <source>asked for from outside</source>
        <translation>von außen verlangt</translation>
    </message>
    <message>
        <source>asked for it</source>
        <translation>verlangte es</translation>
    </message>
    <message>
        <source>asked for by a task</source>
        <translation>von einem Task verlangt</translation>
    </message>
    <message>
        <source>cancelled it</source>
        <translation>brach ihn ab</translation>
    </message>
    <message>
        <source>the run</source>
        <translation>der Lauf</translation>
    </message>
    <message>
        <source>had ended</source>
        <translation>hatte geendet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>raised %1</source>
        <translation>warf %1</translation>
    </message>
    <message>
        <source>waited %1 for its thread</source>
        <translation>wartete %1 auf seinen Thread</translation>
    </message>
    <message>
        <source>which cannot be asked to stop</source>
        <translation>der sich nicht auffordern lässt aufzuhören</translation>
    </message>
    <message>
        <source>held it back for %1</source>
        <translation>hielt ihn %1 lang auf</translation>
    </message>
    <message>
        <source>outer cancellation is not seen in here</source>
        <translation>äußerer Abbruch ist hier nicht zu sehen</translation>
    </message>
    <message>
        <source>waits in sleep</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>waits at the gate of %1</source>
        <translation>wartet am Tor von %1</translation>
    </message>
    <message numerus="yes">
        <source>still to come: %n task(s)</source>
        <translation>
            <numerusform>noch %n Task</numerusform>
            <numerusform>noch %n Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>waits for a thread</source>
        <translation>wartet auf einen Thread</translation>
    </message>
    <message>
        <source>a blocking call</source>
        <translation>ein blockierender Aufruf</translation>
    </message>
    <message>
        <source>waits for a future or a signal</source>
        <translation>wartet auf ein Future oder ein Signal</translation>
    </message>
    <message>
        <source>is ready to run</source>
        <translation>ist bereit zu laufen</translation>
    </message>
    <message>
        <source>ends at %1</source>
        <translation>endet bei %1</translation>
    </message>
    <message>
        <source>nothing says when it ends</source>
        <translation>nichts sagt, wann es endet</translation>
    </message>
    <message>
        <source>is shielded</source>
        <translation>ist geschützt</translation>
    </message>
    <message>
        <source>waits for the event %1</source>
        <translation>wartet auf das Ereignis %1</translation>
    </message>
    <message>
        <source>waits for the lock %1</source>
        <translation>wartet auf die Sperre %1</translation>
    </message>
    <message>
        <source>waits for the semaphore %1</source>
        <translation>wartet auf die Semaphore %1</translation>
    </message>
    <message>
        <source>waits for a token of %1</source>
        <translation>wartet auf ein Token von %1</translation>
    </message>
    <message>
        <source>waits at the channel %1</source>
        <translation>wartet am Kanal %1</translation>
    </message>
    <message>
        <source>waits until the token %1 is cancelled</source>
        <translation>wartet, bis das Token %1 abgebrochen ist</translation>
    </message>
    <message>
        <source>waits for %1 to say that it has started</source>
        <translation>wartet, bis %1 sagt, dass es gestartet ist</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>gehalten von %1</translation>
    </message>
    <message>
        <source>an event</source>
        <translation>ein Ereignis</translation>
    </message>
    <message>
        <source>a lock</source>
        <translation>eine Sperre</translation>
    </message>
    <message>
        <source>a semaphore</source>
        <translation>eine Semaphore</translation>
    </message>
    <message>
        <source>a limiter</source>
        <translation>eine Begrenzung</translation>
    </message>
    <message>
        <source>a channel</source>
        <translation>ein Kanal</translation>
    </message>
    <message>
        <source>a token</source>
        <translation>ein Token</translation>
    </message>
</context>
<context>
    <name>ScopeLab::WhyView</name>
    <message>
        <source>Does it absorb?</source>
        <translation>Fängt er auf?</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>See both runs side by side</source>
        <translation>Beide Läufe nebeneinander sehen</translation>
    </message>
    <message>
        <source>Why: the causes of what is selected</source>
        <translation>Warum: die Ursachen dessen, was ausgewählt ist</translation>
    </message>
    <message>
        <source>Select anything to ask why.</source>
        <translation>Wählen Sie etwas aus, um nach dem Warum zu fragen.</translation>
    </message>
</context>
</TS>
