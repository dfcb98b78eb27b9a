<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ScopeLab::Scenario</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Cancel a scope</source>
        <translation>Einen Scope abbrechen</translation>
    </message>
    <message>
        <source>A scope is a part of a task that can be cancelled as a whole. Its body would wait for an hour; after 100 ms somebody cancels the scope, and what comes after the scope runs at once.</source>
        <translation>Ein Scope ist ein Teil eines Tasks, der als Ganzes abgebrochen werden kann. Sein Rumpf würde eine Stunde warten; nach 100 ms bricht jemand den Scope ab, und was hinter dem Scope steht, läuft sofort.</translation>
    </message>
    <message>
        <source>At 100 ms the wave of the cancellation reaches main in its sleep. The scope absorbs its own cancellation, so it ends there: main goes on with the next line as if nothing had happened.</source>
        <translation>Bei 100 ms erreicht die Welle des Abbruchs main im Schlaf. Der Scope fängt seinen eigenen Abbruch auf, also endet der dort: main macht mit der nächsten Zeile weiter, als wäre nichts geschehen.</translation>
    </message>
    <message>
        <source>Cancellation waits for a checkpoint</source>
        <translation>Ein Abbruch wartet auf einen Checkpoint</translation>
    </message>
    <message>
        <source>Cancelling a scope does not stop a task in the middle of a line. The task goes on until it reaches a checkpoint: a place where it could have to wait. Only there is it stopped.</source>
        <translation>Wird ein Scope abgebrochen, endet sein Task nicht mitten in einer Zeile. Er läuft weiter, bis er einen Checkpoint erreicht: eine Stelle, an der er vielleicht warten müsste. Erst dort wird er abgebrochen.</translation>
    </message>
    <message>
        <source>Step through it. The second step cancels the scope, and still two more lines are logged. The checkpoint is where it ends. Every further checkpoint would stop it again.</source>
        <translation>Gehen Sie Schritt für Schritt. Der zweite Schritt bricht den Scope ab, und doch werden noch zwei Zeilen protokolliert. Am Checkpoint ist Schluss. Jeder weitere Checkpoint bräche ihn wieder ab.</translation>
    </message>
    <message>
        <source>Too late to cancel</source>
        <translation>Zu spät für einen Abbruch</translation>
    </message>
    <message>
        <source>A scope is cancelled, but its body reaches no further checkpoint. It simply ends. The scope remembers that it was asked to cancel, and that there was nothing to catch.</source>
        <translation>Ein Scope wird abgebrochen, doch sein Rumpf erreicht keinen Checkpoint mehr. Er endet einfach. Der Scope merkt sich, dass der Abbruch verlangt wurde und dass es nichts aufzufangen gab.</translation>
    </message>
    <message>
        <source>Two flags that are easily confused: cancel_called is true, cancelled_caught is false. Ask the second one if you want to know whether work was cut short.</source>
        <translation>Zwei Flags, die man leicht verwechselt: cancel_called ist wahr, cancelled_caught ist falsch. Fragen Sie das zweite, wenn Sie wissen wollen, ob Arbeit abgeschnitten wurde.</translation>
    </message>
    <message>
        <source>A group waits for its tasks</source>
        <translation>Eine Gruppe wartet auf ihre Tasks</translation>
    </message>
    <message>
        <source>Three tasks of different lengths run in one group. The body of the group is over at once, but the group is not left until the last of its tasks has ended.</source>
        <translation>Drei verschieden lange Tasks laufen in einer Gruppe. Der Rumpf der Gruppe ist sofort zu Ende, doch verlassen wird die Gruppe erst, wenn ihr letzter Task geendet hat.</translation>
    </message>
    <message>
        <source>main stands at the gate of the group from the very start. Count along: three tasks, two, one. The line after the group runs only when the longest task is over.</source>
        <translation>main steht von Anfang an am Tor der Gruppe. Zählen Sie mit: drei Tasks, zwei, einer. Die Zeile nach der Gruppe läuft erst, wenn der längste Task vorbei ist.</translation>
    </message>
    <message>
        <source>Task groups</source>
        <translation>Task-Gruppen</translation>
    </message>
    <message>
        <source>One fails, the others stop</source>
        <translation>Einer schlägt fehl, die anderen hören auf</translation>
    </message>
    <message>
        <source>The first error in a group cancels the group. Every other task stops at the checkpoint where it is waiting, and the error leaves the group in an exception group.</source>
        <translation>Der erste Fehler in einer Gruppe bricht die Gruppe ab. Jeder andere Task endet an dem Checkpoint, an dem er gerade wartet, und der Fehler verlässt die Gruppe in einer Ausnahmegruppe.</translation>
    </message>
    <message>
        <source>At 120 ms parser fails. The group cancels itself because of it, and the two downloads stop in their sleep at that same instant. The group absorbs their cancellations; only the error goes on.</source>
        <translation>Bei 120 ms schlägt parser fehl. Deshalb bricht die Gruppe sich selbst ab, und beide Downloads enden im selben Augenblick in ihrem Schlaf. Ihre Abbrüche fängt die Gruppe auf; nur der Fehler geht weiter.</translation>
    </message>
    <message>
        <source>A task belongs to its group</source>
        <translation>Ein Task gehört zu seiner Gruppe</translation>
    </message>
    <message>
        <source>A task is spawned inside a timeout. Does the timeout stop it? No: a task inherits the scopes around its group, not those around the line that spawned it.</source>
        <translation>Ein Task wird innerhalb eines Timeouts gestartet. Bricht der Timeout ihn ab? Nein: Ein Task erbt die Scopes um seine Gruppe, nicht die um die Zeile, die ihn startet.</translation>
    </message>
    <message>
        <source>At 100 ms the timeout stops main in its sleep. The task courier, spawned just before, does not notice. On the stage it stands in trips, and never stood in impatience.</source>
        <translation>Bei 100 ms bricht der Timeout main im Schlaf ab. Der Task courier, kurz davor gestartet, merkt davon nichts. Auf der Bühne steht er in trips und stand nie in impatience.</translation>
    </message>
    <message>
        <source>start hands a task over</source>
        <translation>start übergibt einen Task</translation>
    </message>
    <message>
        <source>A server needs 150 ms before it accepts visitors. Whoever starts it with start waits until it says that it is up. Until then it lives under the caller&apos;s timeout; from then on it belongs to its group.</source>
        <translation>Ein Server braucht 150 ms, bis er Besucher annimmt. Wer ihn mit start startet, wartet, bis er sich bereit meldet. Bis dahin lebt er unter dem Timeout des Aufrufers; von da an gehört er zu seiner Gruppe.</translation>
    </message>
    <message>
        <source>At 150 ms the server moves out of boot into services. The deadline of boot at 300 ms can no longer reach it: it stops at 500 ms, with its group.</source>
        <translation>Bei 150 ms zieht der Server aus boot nach services um. Die Deadline von boot bei 300 ms kann ihn nicht mehr erreichen: Er endet bei 500 ms, mit seiner Gruppe.</translation>
    </message>
    <message>
        <source>start fails before started</source>
        <translation>start scheitert vor started</translation>
    </message>
    <message>
        <source>A task run by start fails before it says that it is up. The error comes out of start as itself, not in a group, where the caller can catch it; the group and its other task live on.</source>
        <translation>Ein Task, den start ausführt, schlägt fehl, bevor er sich bereit meldet. Der Fehler kommt als er selbst aus start heraus, nicht in einer Gruppe, und der Aufrufer kann ihn fangen; die Gruppe und ihr anderer Task leben weiter.</translation>
    </message>
    <message>
        <source>No exception group reaches the handler: it takes the OSError by its own type. Once started has been said, an error would cancel the group, as any other task&apos;s would.</source>
        <translation>Keine Ausnahmegruppe erreicht den Handler: Er fängt den OSError nach dessen eigenem Typ. Nach started würde ein Fehler die Gruppe abbrechen wie der jedes anderen Tasks.</translation>
    </message>
    <message>
        <source>A cancelled group still starts tasks</source>
        <translation>Auch eine abgebrochene Gruppe startet noch Tasks</translation>
    </message>
    <message>
        <source>A task is spawned into a group that is already cancelled. It starts all the same and runs to its first checkpoint: far enough to take over a resource and close it again.</source>
        <translation>Ein Task wird in einer Gruppe gestartet, die schon abgebrochen ist. Er beginnt trotzdem und läuft bis zu seinem ersten Checkpoint: weit genug, um eine Ressource zu übernehmen und wieder zu schließen.</translation>
    </message>
    <message>
        <source>asyncio would never run a single line of it. Here the first line is logged, and then the checkpoint stops the task: whoever hands a task something to look after can rely on it to have begun.</source>
        <translation>In asyncio liefe keine einzige seiner Zeilen. Hier wird die erste Zeile protokolliert, dann bricht der Checkpoint den Task ab. Wer einem Task etwas anvertraut, kann sich darauf verlassen, dass er begonnen hat.</translation>
    </message>
    <message>
        <source>Two errors at one instant</source>
        <translation>Zwei Fehler im selben Augenblick</translation>
    </message>
    <message>
        <source>Two tasks wait for the same event and fail when it comes, at the same instant. Neither is stopped before it fails, so the group carries both errors.</source>
        <translation>Zwei Tasks warten auf dasselbe Ereignis und schlagen fehl, wenn es kommt, im selben Augenblick. Keiner wird abgebrochen, bevor er fehlschlägt; darum trägt die Gruppe beide Fehler.</translation>
    </message>
    <message>
        <source>The first error cancels the group, but the second task is awake already, and a task that has been woken goes on. If both had been waiting in a sleep instead, the second would be stopped, and one error would be left.</source>
        <translation>Der erste Fehler bricht die Gruppe ab, aber der zweite Task ist schon wach, und ein geweckter Task läuft weiter. Hätten beide stattdessen geschlafen, würde der zweite abgebrochen, und ein Fehler bliebe übrig.</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>A simple timeout</source>
        <translation>Ein einfacher Timeout</translation>
    </message>
    <message>
        <source>A prediction may take 500 ms, and takes 2 s. A timeout around it cuts it short, and something else takes its place.</source>
        <translation>Eine Vorhersage darf 500 ms dauern und dauert 2 s. Ein Timeout darum schneidet sie ab, und etwas anderes tritt an ihre Stelle.</translation>
    </message>
    <message>
        <source>The ring around predict empties; at 500 ms predict is cancelled, by nobody but the clock. In tokio the future would be dropped on the spot; in Trio, and here, its cleanup may still wait if it is shielded.</source>
        <translation>Der Ring um predict leert sich; bei 500 ms wird predict abgebrochen, von niemandem als der Uhr. In tokio würde das Future auf der Stelle fallen gelassen; in Trio und hier darf sein Aufräumen noch warten, wenn es abgeschirmt ist.</translation>
    </message>
    <message>
        <source>A fallback on timeout</source>
        <translation>Ein Ersatz nach dem Timeout</translation>
    </message>
    <message>
        <source>The large model does not answer in time, so a small one is asked. The fallback runs after the timeout, outside the cancelled scope, and has time of its own.</source>
        <translation>Das große Modell antwortet nicht rechtzeitig, also wird ein kleines gefragt. Der Ersatz läuft nach dem Timeout, außerhalb des abgebrochenen Scopes, und hat seine eigene Zeit.</translation>
    </message>
    <message>
        <source>fail_after turns the timeout into an error. The handler stands outside the scope, so nothing in it is cancelled any more, and the fallback may wait.</source>
        <translation>fail_after macht aus dem Timeout einen Fehler. Der Handler steht außerhalb des Scopes, also ist in ihm nichts mehr abgebrochen, und der Ersatz darf warten.</translation>
    </message>
    <message>
        <source>One deadline over several operations</source>
        <translation>Eine Deadline über mehreren Operationen</translation>
    </message>
    <message>
        <source>Three operations share one deadline of 600 ms. If each had its own timeout, their times would add up; one absolute deadline cannot drift. The third operation gets what the first two left.</source>
        <translation>Drei Operationen teilen sich eine Deadline von 600 ms. Hätte jede ihren eigenen Timeout, würden sich die Zeiten addieren; eine absolute Deadline verschiebt sich nicht. Die dritte Operation bekommt, was die ersten beiden übrig ließen.</translation>
    </message>
    <message>
        <source>One ring around all three. Embedding and retrieval take 400 ms, which leaves 200 ms for the answer. It would need 300.</source>
        <translation>Ein Ring um alle drei. Embedding und Suche dauern 400 ms, also bleiben 200 ms für die Antwort. Sie bräuchte 300.</translation>
    </message>
    <message>
        <source>Layers of timeouts</source>
        <translation>Timeouts in Schichten</translation>
    </message>
    <message>
        <source>A session has one second in all; each of its requests has 300 ms. The third request is slow and is cut short by its own timeout; the fifth is cut short by the end of the session, which comes first.</source>
        <translation>Eine Sitzung hat insgesamt eine Sekunde; jede ihrer Anfragen hat 300 ms. Die dritte Anfrage ist langsam und wird von ihrem eigenen Timeout abgeschnitten; die fünfte vom Ende der Sitzung, das zuerst kommt.</translation>
    </message>
    <message>
        <source>In Timers the effective deadline of a request is the earlier of its own and the session&apos;s. Watch it change over in the fifth one, which may take only 130 ms of its 300.</source>
        <translation>In den Timern ist die wirksame Deadline einer Anfrage die frühere von ihrer eigenen und der der Sitzung. Beobachten Sie den Wechsel bei der fünften, der von ihren 300 ms nur 130 bleiben.</translation>
    </message>
    <message>
        <source>Nested timeouts, the outer wins</source>
        <translation>Verschachtelte Timeouts: der äußere gewinnt</translation>
    </message>
    <message>
        <source>A request has 300 ms in all, and each of its tries has 200 ms. The first try uses up its own time; during the second the whole request runs out of time, and the outer scope absorbs the cancellation.</source>
        <translation>Eine Anfrage hat insgesamt 300 ms, jeder ihrer Versuche 200 ms. Der erste Versuch verbraucht seine eigene Zeit; während des zweiten läuft die Zeit der ganzen Anfrage ab, und der äußere Scope fängt den Abbruch auf.</translation>
    </message>
    <message>
        <source>Watch the rings. During the second try the inner deadline is later than the outer one, so it is not in force. At 300 ms the outer scope is cancelled, and the inner one with it; the outer one absorbs, and what stands between them is skipped.</source>
        <translation>Achten Sie auf die Ringe. Im zweiten Versuch liegt die innere Deadline hinter der äußeren, also gilt sie nicht. Bei 300 ms wird der äußere Scope abgebrochen und mit ihm der innere; der äußere fängt auf, und was zwischen beiden steht, wird übersprungen.</translation>
    </message>
    <message>
        <source>A sleep and a deadline end together</source>
        <translation>Ein Schlaf und eine Deadline enden zugleich</translation>
    </message>
    <message>
        <source>A task sleeps for 100 ms under a timeout of 100 ms. Which of the two wins? The timeout: a sleep is itself a small scope with a deadline, and if both expire together, the outer one wins.</source>
        <translation>Ein Task schläft 100 ms lang unter einem Timeout von 100 ms. Wer gewinnt? Der Timeout: Ein Schlaf ist selbst ein kleiner Scope mit einer Deadline, und laufen beide zugleich ab, gewinnt der äußere.</translation>
    </message>
    <message>
        <source>At 100 ms both deadlines expire before any task runs. The sleep finds that an outer scope is cancelled, so it does not absorb: the line after it is never reached. In tokio the sleep would win.</source>
        <translation>Bei 100 ms laufen beide Deadlines ab, bevor irgendein Task läuft. Der Schlaf sieht, dass ein äußerer Scope abgebrochen ist, und fängt darum nicht auf: Die Zeile danach wird nie erreicht. In tokio gewänne der Schlaf.</translation>
    </message>
    <message>
        <source>A deadline that moves</source>
        <translation>Eine Deadline, die mitwandert</translation>
    </message>
    <message>
        <source>A download has 200 ms. Whenever a part of it arrives, its deadline moves: a silent line is given up, and nothing is cut off while there is progress. This is an idle timeout, in one line.</source>
        <translation>Ein Download hat 200 ms. Mit jedem Teil, der ankommt, rückt seine Deadline weiter: Eine stumme Leitung wird aufgegeben, und nichts wird abgeschnitten, solange es vorangeht. Das ist ein Leerlauf-Timeout, in einer Zeile.</translation>
    </message>
    <message>
        <source>The ring fills up again with each part. After the third part nothing more comes, and 200 ms later the scope is cancelled.</source>
        <translation>Mit jedem Teil füllt sich der Ring wieder. Nach dem dritten Teil kommt nichts mehr, und 200 ms später wird der Scope abgebrochen.</translation>
    </message>
    <message>
        <source>Nobody looked at the clock</source>
        <translation>Niemand sah auf die Uhr</translation>
    </message>
    <message>
        <source>The body of a scope ends after its deadline, with no checkpoint in between. The scope was never cancelled. But if somebody inside had asked, the question itself would have cancelled it.</source>
        <translation>Der Rumpf eines Scopes endet nach dessen Deadline, ohne einen einzigen Checkpoint dazwischen. Der Scope wurde nie abgebrochen. Hätte aber jemand darin gefragt, dann hätte die Frage selbst ihn abgebrochen.</translation>
    </message>
    <message>
        <source>Two scopes, the same deadline, the same work. The second asks whether it is cancelled before it is left, and only that sets its flag. Neither has anything to catch.</source>
        <translation>Zwei Scopes, dieselbe Deadline, dieselbe Arbeit. Der zweite fragt vor dem Verlassen, ob er abgebrochen ist, und erst das setzt sein Flag. Aufzufangen gibt es in keinem etwas.</translation>
    </message>
    <message>
        <source>Blocking code defeats a deadline</source>
        <translation>Blockierender Code hebelt eine Deadline aus</translation>
    </message>
    <message>
        <source>A computation holds the thread for 400 ms under a deadline of 100 ms. Nothing can interrupt code that reaches no checkpoint: the deadline passes, and nobody is there to notice.</source>
        <translation>Eine Berechnung hält den Thread 400 ms lang fest, unter einer Deadline von 100 ms. Code, der keinen Checkpoint erreicht, lässt sich durch nichts unterbrechen: Die Deadline verstreicht, und niemand ist da, der es merkt.</translation>
    </message>
    <message>
        <source>The ring of report runs out at 110 ms, and nothing happens. The heartbeat is late, too, because a task that computes lets nobody else run. The deadline is noticed at the first checkpoint, 300 ms late.</source>
        <translation>Der Ring von report ist bei 110 ms leer, und nichts geschieht. Auch der Herzschlag kommt zu spät, denn ein rechnender Task lässt niemanden sonst laufen. Bemerkt wird die Deadline am ersten Checkpoint, 300 ms zu spät.</translation>
    </message>
    <message>
        <source>Blocking code in a thread</source>
        <translation>Blockierender Code in einem Thread</translation>
    </message>
    <message>
        <source>The same computation, in a worker thread. The task only waits for it, so others run meanwhile; and since the call may be abandoned, the deadline is kept. The thread itself runs on to its end.</source>
        <translation>Dieselbe Berechnung, in einem Worker-Thread. Der Task wartet nur auf sie, also laufen andere inzwischen; und weil der Aufruf zurückgelassen werden darf, wird die Deadline eingehalten. Der Thread selbst läuft bis zu seinem Ende.</translation>
    </message>
    <message>
        <source>The heartbeat is on time. At 100 ms the task leaves the call behind. Imagine it without abandon_on_cancel: the cancellation would have to wait for the thread.</source>
        <translation>Der Herzschlag ist pünktlich. Bei 100 ms lässt der Task den Aufruf zurück. Denken Sie sich abandon_on_cancel weg: Dann müsste der Abbruch auf den Thread warten.</translation>
    </message>
    <message>
        <source>Shielding</source>
        <translation>Shields</translation>
    </message>
    <message>
        <source>Shield a critical commit</source>
        <translation>Einen kritischen Commit abschirmen</translation>
    </message>
    <message>
        <source>Somebody presses stop while a commit is running. A shield lets the commit finish; everything outside it stops at once.</source>
        <translation>Jemand drückt auf Stopp, während ein Commit läuft. Ein Shield lässt den Commit zu Ende kommen; alles außerhalb endet sofort.</translation>
    </message>
    <message>
        <source>At 100 ms the cancellation reaches server in its sleep, but stops at the shield around the commit. When writer leaves the shield at 200 ms, its next checkpoint stops it after all.</source>
        <translation>Bei 100 ms erreicht der Abbruch server im Schlaf, bleibt aber vor dem Shield um den Commit stehen. Verlässt writer bei 200 ms das Shield, bricht ihn der nächste Checkpoint doch noch ab.</translation>
    </message>
    <message>
        <source>Shield the critical sections</source>
        <translation>Kritische Abschnitte abschirmen</translation>
    </message>
    <message>
        <source>Reading and checking may be cancelled at any time; the commit may not, nor may any step of the cleanup. The shields are as small as they can be: one for each thing that must not be cut in half.</source>
        <translation>Lesen und Prüfen dürfen jederzeit abgebrochen werden; der Commit nicht, und auch kein Schritt des Aufräumens. Die Shields sind so klein wie möglich: eines um jedes Stück, das nicht zerteilt werden darf.</translation>
    </message>
    <message>
        <source>The cancellation comes at 120 ms, in the middle of the commit, and waits. After the shield it strikes at the next checkpoint. The cleanup needs shields, too: in a cancelled scope every unshielded wait is cut short at once.</source>
        <translation>Der Abbruch kommt bei 120 ms, mitten im Commit, und wartet. Nach dem Shield schlägt er am nächsten Checkpoint zu. Auch das Aufräumen braucht Shields: In einem abgebrochenen Scope endet jedes ungeschützte Warten sofort.</translation>
    </message>
    <message>
        <source>Shield against an outer deadline</source>
        <translation>Ein Shield gegen eine äußere Deadline</translation>
    </message>
    <message>
        <source>A shield hides an outer deadline as well as a cancellation. But the shielded scope&apos;s own deadline always counts: that is how a shield gets a limit.</source>
        <translation>Ein Shield verdeckt nicht nur einen Abbruch, sondern auch eine äußere Deadline. Die eigene Deadline des abgeschirmten Scopes aber gilt immer: So bekommt ein Shield eine Grenze.</translation>
    </message>
    <message>
        <source>In Timers the effective deadline inside cleanup is 250 ms, set by cleanup itself, although request was over at 100 ms. At 250 ms cleanup&apos;s own deadline ends it, shield or no shield; then request stops the rest.</source>
        <translation>In den Timern liegt die wirksame Deadline in cleanup bei 250 ms, von cleanup selbst gesetzt, obwohl die Zeit von request bei 100 ms um war. Bei 250 ms beendet cleanup seine eigene Deadline, trotz des Shields; dann bricht request den Rest ab.</translation>
    </message>
    <message>
        <source>A shield without a limit</source>
        <translation>Ein Shield ohne Grenze</translation>
    </message>
    <message>
        <source>A commit is shielded, as it should be. But this time the database does not answer for a long while. Nothing outside can reach into a shield, and the shield has no deadline of its own: the program hangs until the database wakes up.</source>
        <translation>Ein Commit ist abgeschirmt, wie es sich gehört. Doch diesmal lässt die Datenbank lange auf ihre Antwort warten. Nichts von außen reicht in ein Shield hinein, und das Shield hat keine eigene Deadline: Das Programm hängt, bis die Datenbank aufwacht.</translation>
    </message>
    <message>
        <source>The timeout of 200 ms passes, the operator presses stop at 1 s; main stays where it is. Ask Why of main: a shield without a deadline. Only the end of the commit lets it go, and that might be tomorrow.</source>
        <translation>Der Timeout von 200 ms verstreicht, der Operator drückt bei 1 s auf Stopp; main bleibt, wo es ist. Fragen Sie nach dem Warum von main: ein Shield ohne Deadline. Erst das Ende des Commits gibt main frei, und das könnte morgen sein.</translation>
    </message>
    <message>
        <source>A shield with a limit</source>
        <translation>Ein Shield mit Grenze</translation>
    </message>
    <message>
        <source>The same commit, the same dead database; but the shield has half a second of its own. Nothing outside can cut the commit short, and still it cannot hold up the program for ever.</source>
        <translation>Derselbe Commit, dieselbe tote Datenbank; doch das Shield hat eine eigene halbe Sekunde. Nichts von außen kann den Commit abschneiden, und trotzdem kann er das Programm nicht ewig aufhalten.</translation>
    </message>
    <message>
        <source>The shield hides request&apos;s deadline at 200 ms, but not its own at 550 ms. That one ends the commit, and the program learns of it: it can roll back.</source>
        <translation>Das Shield verdeckt die Deadline von request bei 200 ms, nicht aber seine eigene bei 550 ms. Die beendet den Commit, und das Programm erfährt davon: Es kann ihn zurücknehmen.</translation>
    </message>
    <message>
        <source>Which scope absorbs?</source>
        <translation>Welcher Scope fängt auf?</translation>
    </message>
    <message>
        <source>The inner scope is cancelled, and while that cancellation is still on its way up through a slow cleanup, the outer one is cancelled, too. Now it passes the inner scope, although that one was cancelled first.</source>
        <translation>Der innere Scope wird abgebrochen, und während dieser Abbruch noch durch ein langsames Aufräumen nach oben steigt, wird auch der äußere abgebrochen. Nun geht er am inneren vorbei, obwohl der zuerst abgebrochen wurde.</translation>
    </message>
    <message>
        <source>Who caused it does not matter. At the exit of inner two questions are asked: am I cancelled now? Is anything around me cancelled that I can see? At 150 ms the second answer is yes, so outer absorbs.</source>
        <translation>Wer den Abbruch ausgelöst hat, ist gleich. Am Ausgang von inner werden zwei Fragen gestellt: Bin ich jetzt abgebrochen? Ist um mich etwas abgebrochen, das ich sehen kann? Bei 150 ms lautet die zweite Antwort Ja, also fängt outer auf.</translation>
    </message>
    <message>
        <source>A shield put up while a cancellation passes</source>
        <translation>Ein Shield, gehoben bei laufendem Abbruch</translation>
    </message>
    <message>
        <source>A cancellation of the outer scope is on its way up when the inner scope puts up its shield. It is too late: what is on its way goes on. But from that moment on, checkpoints inside the inner scope no longer stop the task.</source>
        <translation>Ein Abbruch des äußeren Scopes ist auf dem Weg nach oben, als der innere sein Shield hebt. Zu spät: Was unterwegs ist, geht weiter. Doch von da an brechen Checkpoints im inneren Scope den Task nicht mehr ab.</translation>
    </message>
    <message>
        <source>inner is not cancelled once its shield is up, so it has nothing to absorb at its exit; outer has. In between, the sleep in the cleanup runs to its end, which it could not without the shield.</source>
        <translation>inner ist nicht abgebrochen, sobald sein Shield oben ist; darum hat er am Ausgang nichts aufzufangen, wohl aber outer. Dazwischen läuft der Schlaf im Aufräumen bis zu seinem Ende, was er ohne Shield nicht könnte.</translation>
    </message>
    <message>
        <source>A stale reason</source>
        <translation>Ein veralteter Grund</translation>
    </message>
    <message>
        <source>A scope is cancelled through its parent, and takes over the parent&apos;s reason. Later it is shielded, and cancelled itself with another reason. Trio still shows the first one.</source>
        <translation>Ein Scope wird durch den Scope um ihn abgebrochen und übernimmt dessen Grund. Später wird er abgeschirmt und selbst abgebrochen, mit einem anderen Grund. Trio zeigt noch immer den ersten.</translation>
    </message>
    <message>
        <source>Ask Why of inner: ScopeLab knows the real cause; Trio&apos;s message still shows the first reason. The report has inner&apos;s own reason; the Cancelled that its sleep raised still carries the outer one.</source>
        <translation>Fragen Sie nach dem Warum von inner: ScopeLab kennt die wahre Ursache; Trios Meldung zeigt noch den ersten Grund. Im Bericht steht der eigene Grund von inner; der Cancelled aus seinem Schlaf trägt noch den äußeren.</translation>
    </message>
    <message>
        <source>Payment fails during a commit</source>
        <translation>Eine Zahlung scheitert während eines Commits</translation>
    </message>
    <message>
        <source>A payment is refused while an order is being committed. The group cancels everyone, but the shield lets the commit finish, one task waits for a thread that cannot be interrupted, and one error is never reported.</source>
        <translation>Eine Zahlung wird abgelehnt, während eine Bestellung gespeichert wird. Die Gruppe bricht alle ab, doch das Shield lässt den Commit zu Ende laufen, ein Task wartet auf einen Thread, der sich nicht unterbrechen lässt, und ein Fehler wird nie gemeldet.</translation>
    </message>
    <message>
        <source>Everything happens at once, at 340 ms: follow the wave of the cancellation from payment through the group, into the sleep of one task, against the shield of another, and to a thread that cannot hear it. Then count the errors: one is missing.</source>
        <translation>Alles geschieht auf einmal, bei 340 ms: Folgen Sie der Welle des Abbruchs von payment durch die Gruppe, in den Schlaf eines Tasks, gegen das Shield eines anderen und zu einem Thread, der sie nicht hört. Zählen Sie dann die Fehler: Einer fehlt.</translation>
    </message>
    <message>
        <source>Errors and groups</source>
        <translation>Fehler und Gruppen</translation>
    </message>
    <message>
        <source>The native cancellation class</source>
        <translation>Die Abbruch-Klasse des Backends</translation>
    </message>
    <message>
        <source>A library that runs on more than one backend must not name the class of cancellation itself. It asks for it. Here the handler matches whatever class the backend has, and hands the cancellation on.</source>
        <translation>Eine Bibliothek, die auf mehreren Backends läuft, darf die Klasse eines Abbruchs nicht selbst nennen. Sie fragt danach. Hier passt der Handler auf jede Klasse, die das Backend hat, und reicht den Abbruch weiter.</translation>
    </message>
    <message>
        <source>Run it with another backend: the name in the log changes, and the handler still matches. Code that says trio.Cancelled instead works on one backend only.</source>
        <translation>Führen Sie es mit einem anderen Backend aus: Im Protokoll ändert sich der Name, und der Handler passt noch immer. Code, der stattdessen trio.Cancelled nennt, funktioniert nur auf einem Backend.</translation>
    </message>
    <message>
        <source>Is it a cancellation?</source>
        <translation>Ist das ein Abbruch?</translation>
    </message>
    <message>
        <source>One handler for everything, and a question: is this error a cancellation? Errors are logged and dealt with; a cancellation must go on, whatever else the handler does.</source>
        <translation>Ein Handler für alles und eine Frage: Ist dieser Fehler ein Abbruch? Fehler werden protokolliert und behandelt; ein Abbruch muss weitergehen, was der Handler sonst auch tut.</translation>
    </message>
    <message>
        <source>The handler takes BaseException: with Exception, the answer would always be no. A group that contains cancellations is not a cancellation itself: for groups there is split_cancellation.</source>
        <translation>Der Handler nimmt BaseException: Bei Exception wäre die Antwort immer Nein. Eine Gruppe, die Abbrüche enthält, ist selbst kein Abbruch: Für Gruppen gibt es split_cancellation.</translation>
    </message>
    <message>
        <source>Split errors from cancellations</source>
        <translation>Fehler von Abbrüchen trennen</translation>
    </message>
    <message>
        <source>A group ends with two errors and a cancellation. An outer scope is cancelled, too, so nothing is filtered on the way. The handler takes the group apart: errors are reported, cancellations go on.</source>
        <translation>Eine Gruppe endet mit zwei Fehlern und einem Abbruch. Auch ein äußerer Scope ist abgebrochen, darum wird unterwegs nichts gefiltert. Der Handler nimmt die Gruppe auseinander: Fehler werden gemeldet, Abbrüche gehen weiter.</translation>
    </message>
    <message>
        <source>Open Split errors at 100 ms: three leaves when the group was formed, two of them errors. Both halves keep the nesting. The handler logs the errors and lets the cancellation go on, so that shutdown can absorb it.</source>
        <translation>Öffnen Sie „Geteilte Fehler“ bei 100 ms: drei Blätter, als die Gruppe sich bildete, zwei davon Fehler. Beide Hälften behalten die Verschachtelung. Der Handler protokolliert die Fehler und lässt den Abbruch weitergehen, damit shutdown ihn auffangen kann.</translation>
    </message>
    <message>
        <source>The errors without the cancellations</source>
        <translation>Die Fehler ohne die Abbrüche</translation>
    </message>
    <message>
        <source>A shutdown is under way when one of three services fails. The handler wants to report errors only: it takes the subgroup of everything that is not a cancellation, and raises only that.</source>
        <translation>Ein Herunterfahren ist im Gange, als einer von drei Diensten fehlschlägt. Der Handler will nur Fehler melden: Er nimmt die Teilgruppe all dessen, was kein Abbruch ist, und wirft nur diese.</translation>
    </message>
    <message>
        <source>In Split errors the left half is dimmed: two cancellations. The right half is what non_cancel_subgroup returns. Had there been no error, it would have returned nothing at all, not an empty group.</source>
        <translation>In „Geteilte Fehler“ ist die linke Hälfte abgeblendet: zwei Abbrüche. Die rechte Hälfte ist, was non_cancel_subgroup liefert. Gäbe es keinen Fehler, lieferte es gar nichts, nicht etwa eine leere Gruppe.</translation>
    </message>
    <message>
        <source>Partial failure is fine</source>
        <translation>Teilweises Scheitern ist in Ordnung</translation>
    </message>
    <message>
        <source>Four tasks run side by side, and each keeps its error to itself. One of them fails; the other three do not even notice, and the results that there are will do.</source>
        <translation>Vier Tasks laufen nebeneinander, und jeder behält seinen Fehler für sich. Einer schlägt fehl; die drei anderen merken es nicht einmal, und die vorhandenen Ergebnisse genügen.</translation>
    </message>
    <message>
        <source>A task that lets its error out cancels all the others. To keep partial results, the error must be caught inside the task: here it is sent to main, which goes on without that host.</source>
        <translation>Ein Task, der seinen Fehler hinauslässt, bricht alle anderen ab. Um Teilergebnisse zu behalten, muss man den Fehler im Task fangen: Hier wird er an main geschickt, und main macht ohne diesen Host weiter.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>A thread cannot be cancelled</source>
        <translation>Ein Thread lässt sich nicht abbrechen</translation>
    </message>
    <message>
        <source>A task is cancelled while it waits for a call in a worker thread. The thread runs on to the end of the call, and the task waits for it: the cancellation is remembered, and arrives at the next checkpoint.</source>
        <translation>Ein Task wird abgebrochen, während er auf einen Aufruf in einem Worker-Thread wartet. Der Thread läuft bis zum Ende des Aufrufs, und der Task wartet auf ihn: Der Abbruch ist vorgemerkt und kommt am nächsten Checkpoint an.</translation>
    </message>
    <message>
        <source>Between 100 and 400 ms the task is held: it has been asked to stop, and cannot. Ask Why. The result of the call is not lost: the line after it runs.</source>
        <translation>Zwischen 100 und 400 ms wird der Task festgehalten: Er soll aufhören und kann nicht. Fragen Sie nach dem Warum. Das Ergebnis des Aufrufs geht nicht verloren: Die Zeile danach läuft.</translation>
    </message>
    <message>
        <source>A thread that is left behind</source>
        <translation>Ein Thread, der zurückbleibt</translation>
    </message>
    <message>
        <source>This call may be abandoned. When the task is cancelled, it leaves at once; the thread goes on alone, and whatever it computes is thrown away.</source>
        <translation>Dieser Aufruf darf zurückgelassen werden. Wird der Task abgebrochen, geht er sofort; der Thread läuft allein weiter, und was er berechnet, wird weggeworfen.</translation>
    </message>
    <message>
        <source>The thread&apos;s bar goes on after the task has left it. Do this only with calls that do no harm when nobody is looking: reading, yes; writing half a file, no.</source>
        <translation>Der Balken des Threads geht weiter, nachdem der Task ihn verlassen hat. Tun Sie das nur mit Aufrufen, die unbeaufsichtigt keinen Schaden anrichten: lesen ja, eine halbe Datei schreiben nein.</translation>
    </message>
    <message>
        <source>A thread that asks</source>
        <translation>Ein Thread, der nachfragt</translation>
    </message>
    <message>
        <source>A long computation in a thread asks every 50 ms whether it has been cancelled. When it has, it ends itself: nothing is abandoned, and nobody waits longer than one of its rounds.</source>
        <translation>Eine lange Berechnung in einem Thread fragt alle 50 ms, ob sie abgebrochen ist. Ist sie es, beendet sie sich selbst: Nichts bleibt zurück, und niemand wartet länger als eine ihrer Runden.</translation>
    </message>
    <message>
        <source>The cancellation comes at 120 ms; the thread asks at 150 ms, and stops. QFuture and std::stop_token work the same way: a flag, and code that looks at it.</source>
        <translation>Der Abbruch kommt bei 120 ms; der Thread fragt bei 150 ms und hört auf. So arbeiten auch QFuture und std::stop_token: ein Flag und Code, der es prüft.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cancel with a token</source>
        <translation>Mit einem Token abbrechen</translation>
    </message>
    <message>
        <source>A token is a flag that many places can watch. Work runs until it is done or the token is cancelled; whoever holds the token can cancel it, without knowing who is watching.</source>
        <translation>Ein Token ist ein Flag, das viele Stellen beobachten können. Die Arbeit läuft, bis sie fertig ist oder das Token abgebrochen wird; wer das Token hält, kann es abbrechen, ohne zu wissen, wer zusieht.</translation>
    </message>
    <message>
        <source>One cancellation at 200 ms, and two of three tasks stop: those that run under the token. The third watches nothing, and hears of nothing.</source>
        <translation>Ein Abbruch bei 200 ms, und zwei von drei Tasks hören auf: die unter dem Token. Der dritte beobachtet nichts und erfährt nichts.</translation>
    </message>
    <message>
        <source>A tree of tokens</source>
        <translation>Ein Baum aus Token</translation>
    </message>
    <message>
        <source>Each request has a token that is a child of the server&apos;s. Cancelling one request leaves the others alone; cancelling the server reaches them all. It never goes the other way.</source>
        <translation>Jede Anfrage hat ein Token, das ein Kind des Server-Tokens ist. Wird eine Anfrage abgebrochen, bleiben die anderen unberührt; wird der Server abgebrochen, erreicht das alle. Umgekehrt geht es nie.</translation>
    </message>
    <message>
        <source>At 100 ms request a is cancelled alone. At 200 ms the server is cancelled, and takes request b with it. Tokens form a tree, as scopes do, but nobody waits where they end.</source>
        <translation>Bei 100 ms wird nur Anfrage a abgebrochen. Bei 200 ms wird der Server abgebrochen und nimmt Anfrage b mit. Token bilden einen Baum wie Scopes, aber an ihrem Ende wartet niemand.</translation>
    </message>
    <message>
        <source>A wake-up against a cancellation</source>
        <translation>Ein Wecken gegen einen Abbruch</translation>
    </message>
    <message>
        <source>Two tasks wait, each for an event and under a token. At one instant the first event is set and then the first token cancelled; for the second task it is the other way round. Whatever came first counts.</source>
        <translation>Zwei Tasks warten, jeder auf ein Ereignis und unter einem Token. Im selben Augenblick wird erst das erste Ereignis gesetzt und dann das erste Token abgebrochen; beim zweiten Task ist es umgekehrt. Was zuerst kam, zählt.</translation>
    </message>
    <message>
        <source>woken has its event, logs it, and is stopped at its next checkpoint. stopped never gets its event, although it is set by the time the task ends. No wake-up is lost: whoever was told of an event has it.</source>
        <translation>woken hat sein Ereignis, protokolliert es und wird am nächsten Checkpoint abgebrochen. stopped bekommt seines nie, obwohl es gesetzt ist, wenn der Task endet. Kein Wecken geht verloren: Wer von einem Ereignis erfahren hat, hat es.</translation>
    </message>
    <message>
        <source>Take turns with a lock</source>
        <translation>Nacheinander, mit einer Sperre</translation>
    </message>
    <message>
        <source>Three tasks need the same device, one at a time. A task that waits for the lock can be cancelled like any other that waits; the lock then goes to the next in line.</source>
        <translation>Drei Tasks brauchen dasselbe Gerät, einer nach dem anderen. Wer auf die Sperre wartet, kann abgebrochen werden wie jeder andere, der wartet; die Sperre geht dann an den Nächsten in der Reihe.</translation>
    </message>
    <message>
        <source>second gives up after waiting for 50 ms. third, who came after it, gets the lock at 100 ms: nobody waits for a task that has left.</source>
        <translation>second gibt nach 50 ms Warten auf. third, später gekommen, bekommt die Sperre bei 100 ms: Auf einen, der gegangen ist, wartet niemand.</translation>
    </message>
    <message>
        <source>Handing over through a channel</source>
        <translation>Übergabe durch einen Kanal</translation>
    </message>
    <message>
        <source>A producer and a consumer, with a channel between them that has no buffer. A send waits until somebody receives. If a timeout cuts that wait short, nothing was sent.</source>
        <translation>Ein Erzeuger und ein Verbraucher, und zwischen ihnen ein Kanal ohne Puffer. Wer sendet, wartet, bis jemand empfängt. Schneidet ein Timeout dieses Warten ab, wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The producer gives up its first try after 50 ms, and that parcel never arrives: a cancelled send has sent nothing. The second meets a consumer that is waiting.</source>
        <translation>Der Erzeuger gibt seinen ersten Versuch nach 50 ms auf, und dieses Paket kommt nie an: Ein abgebrochenes Senden hat nichts gesendet. Das zweite trifft auf einen Verbraucher, der wartet.</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Retry with backoff</source>
        <translation>Wiederholen mit wachsenden Pausen</translation>
    </message>
    <message>
        <source>A call fails twice and is tried again, first after one second, then after two. The third attempt succeeds. Cancellations, and errors that are not worth another attempt, would go straight through.</source>
        <translation>Ein Aufruf schlägt zweimal fehl und wird noch einmal versucht, erst nach einer Sekunde, dann nach zwei. Der dritte Versuch gelingt. Abbrüche und Fehler, die keinen weiteren Versuch lohnen, gingen sofort hindurch.</translation>
    </message>
    <message>
        <source>The pauses double. They are checkpoints: a cancellation in the middle of one ends the whole retry, not only the pause.</source>
        <translation>Die Pausen verdoppeln sich. Sie sind Checkpoints: Ein Abbruch mitten in einer Pause beendet das ganze Wiederholen, nicht nur die Pause.</translation>
    </message>
    <message>
        <source>Retry on timeout</source>
        <translation>Nach einem Timeout noch einmal</translation>
    </message>
    <message>
        <source>Each attempt has 200 ms. The first takes too long and is cut short; that counts as a TimeoutError, and the call is tried again. The second attempt is quick.</source>
        <translation>Jeder Versuch hat 200 ms. Der erste dauert zu lange und wird abgeschnitten; das gilt als TimeoutError, und es wird noch einmal versucht. Der zweite Versuch ist schnell.</translation>
    </message>
    <message>
        <source>Every attempt has a scope of its own. Seen from inside the attempt, a cancellation from outside looks just the same, but it is a different thing: it is never retried.</source>
        <translation>Jeder Versuch hat seinen eigenen Scope. Aus dem Versuch heraus sieht ein Abbruch von außen genauso aus, ist aber etwas anderes: Nach ihm wird nie noch einmal versucht.</translation>
    </message>
    <message>
        <source>Request timeout, session timeout, retry policy</source>
        <translation>Timeout je Anfrage, Timeout je Sitzung, Wiederholung</translation>
    </message>
    <message>
        <source>A policy in one place: a request has 300 ms and two attempts, a session 1 s. The second request is slow both times and is skipped; the fourth is still under way when the session ends.</source>
        <translation>Alle Regeln an einer Stelle: Eine Anfrage hat 300 ms und zwei Versuche, eine Sitzung 1 s. Die zweite Anfrage ist beide Male langsam und wird übersprungen; die vierte läuft noch, wenn die Sitzung endet.</translation>
    </message>
    <message>
        <source>Two levels of time, and each failure belongs to one of them. A request that runs out of time is tried again; a session that runs out of time ends everything at once, retries included.</source>
        <translation>Zwei Ebenen von Zeit, und jeder Fehlschlag gehört zu einer. Eine Anfrage, der die Zeit ausgeht, wird noch einmal versucht; eine Sitzung, der die Zeit ausgeht, beendet alles sofort, auch die Wiederholungen.</translation>
    </message>
    <message>
        <source>Deadline, timeout and token in one loop</source>
        <translation>Deadline, Timeout und Token in einer Schleife</translation>
    </message>
    <message>
        <source>A loop of requests: the whole has two seconds, each request has 500 ms, and a token that somebody cancels ends the loop between two requests. Three ways to stop, and each does something different.</source>
        <translation>Eine Schleife von Anfragen: Das Ganze hat zwei Sekunden, jede Anfrage 500 ms, und ein Token, das jemand abbricht, beendet die Schleife zwischen zwei Anfragen. Drei Arten aufzuhören, und jede tut etwas anderes.</translation>
    </message>
    <message>
        <source>Request 2 runs into its own timeout and is skipped. The token is cancelled at 900 ms, in the middle of request 3, which still finishes: a token is a request that the code must check; a scope stops it.</source>
        <translation>Anfrage 2 läuft in ihren eigenen Timeout und wird übersprungen. Das Token wird bei 900 ms abgebrochen, mitten in Anfrage 3, die noch fertig wird: Ein Token ist eine Bitte, die der Code prüfen muss; ein Scope beendet ihn.</translation>
    </message>
    <message>
        <source>A cancellable prediction</source>
        <translation>Eine Vorhersage, die sich abbrechen lässt</translation>
    </message>
    <message>
        <source>Four predictions, each with a status of its own: one completes, one runs out of time, one is cancelled by its token, and one fails. Each cleans up after itself before anything else happens.</source>
        <translation>Vier Vorhersagen, jede mit einem eigenen Status: Eine wird fertig, einer geht die Zeit aus, eine wird durch ihr Token abgebrochen, und eine schlägt fehl. Jede räumt hinter sich auf, bevor irgendetwas anderes geschieht.</translation>
    </message>
    <message>
        <source>The cleanup stands in a shield, so it runs to its end even in the one that was cancelled from outside. The status, set after the cleanup, says how the operation ended.</source>
        <translation>Das Aufräumen steht in einem Shield, läuft also auch in der von außen abgebrochenen bis zu seinem Ende. Der Status, gesetzt nach dem Aufräumen, sagt, wie die Operation ausging.</translation>
    </message>
    <message>
        <source>A budget of time</source>
        <translation>Ein Zeitbudget</translation>
    </message>
    <message>
        <source>Three operations share 600 ms. Each gets a share of what is left, by weight; what one saves goes to those that follow. The second overruns its share, and has something to fall back on.</source>
        <translation>Drei Operationen teilen sich 600 ms. Jede bekommt ihren Anteil an der verbleibenden Zeit, je nach Gewicht; was eine spart, kommt den folgenden zugute. Die zweite überzieht ihren Anteil und hat für diesen Fall einen Ersatz.</translation>
    </message>
    <message>
        <source>In Timers: embed saves 100 of its 150 ms. retrieve gets a third of the 550 ms that are left, and needs more. generate gets all the rest.</source>
        <translation>In den Timern: embed spart 100 seiner 150 ms. retrieve bekommt ein Drittel der verbleibenden 550 ms und braucht mehr. generate bekommt den ganzen Rest.</translation>
    </message>
    <message>
        <source>A batch with a deadline</source>
        <translation>Ein Stapel mit Deadline</translation>
    </message>
    <message>
        <source>Six predictions, two at a time, and half a second for the whole batch. What is done by then counts; the rest are cut off together, and the batch reports what it has.</source>
        <translation>Sechs Vorhersagen, je zwei zugleich, und eine halbe Sekunde für den ganzen Stapel. Was bis dahin fertig ist, zählt; der Rest wird gemeinsam abgeschnitten, und der Stapel meldet, was er hat.</translation>
    </message>
    <message>
        <source>The limiter lets two in at a time. At 500 ms four are done, two are at work, and none is waiting. The limiter never loses a token, not even to those that are cut off.</source>
        <translation>Die Begrenzung lässt je zwei hinein. Bei 500 ms sind vier fertig, zwei bei der Arbeit, und keine wartet mehr. Nie geht der Begrenzung ein Token verloren, auch nicht durch die abgeschnittenen.</translation>
    </message>
    <message>
        <source>A batch with a minimum success rate</source>
        <translation>Ein Stapel mit Mindestquote</translation>
    </message>
    <message>
        <source>Four items are processed side by side, and one of them fails. Three of four are enough, so the batch counts as a success; each failure was kept inside its task, where it could not stop the others.</source>
        <translation>Vier Einträge werden nebeneinander verarbeitet, einer schlägt fehl. Drei von vieren genügen, also gilt der Stapel als Erfolg; jeder Fehlschlag blieb in seinem Task, wo er die anderen nicht abbrechen konnte.</translation>
    </message>
    <message>
        <source>In the document this comes from, every task lets its error out: the first failure cancels the other three, and the success rate that is printed is not the rate of what was tried. Compare &quot;A batch that stops itself&quot;.</source>
        <translation>In der Vorlage lässt jeder Task seinen Fehler hinaus: Der erste Fehlschlag bricht die drei anderen ab, und die gemeldete Quote ist nicht die Quote dessen, was versucht wurde. Vergleichen Sie „Ein Stapel, der sich selbst abbricht“.</translation>
    </message>
    <message>
        <source>A transaction that is always closed</source>
        <translation>Eine Transaktion, die immer geschlossen wird</translation>
    </message>
    <message>
        <source>The rollback stands in a handler for BaseException, which a cancellation reaches just as an error does. Commit and rollback are shielded, each with a time limit, and the handler hands on what it caught.</source>
        <translation>Das Rollback steht in einem Handler für BaseException; den erreicht ein Abbruch ebenso wie ein Fehler. Commit und Rollback sind abgeschirmt, jedes mit einer Zeitgrenze, und der Handler reicht weiter, was er gefangen hat.</translation>
    </message>
    <message>
        <source>The same timeout in the same insert, and now the handler runs: 50 ms for the rollback, in its shield, and only then the TimeoutError.</source>
        <translation>Derselbe Timeout beim selben Einfügen, und jetzt läuft der Handler: 50 ms für das Rollback, in seinem Shield, und erst dann der TimeoutError.</translation>
    </message>
    <message>
        <source>Shutdown</source>
        <translation>Herunterfahren</translation>
    </message>
    <message>
        <source>Shutdown with error reporting</source>
        <translation>Herunterfahren mit Fehlerbericht</translation>
    </message>
    <message>
        <source>Three services run until they are told to stop. Cancellations are what one expects then; an error is not. The handler tells the two apart, so that the on-call team is alerted only if something is really wrong.</source>
        <translation>Drei Dienste laufen, bis man sie beendet. Mit Abbrüchen ist dann zu rechnen, mit einem Fehler nicht. Der Handler unterscheidet die beiden, damit die Bereitschaft nur alarmiert wird, wenn wirklich etwas nicht stimmt.</translation>
    </message>
    <message>
        <source>The scope around the group is cancelled, so the group&apos;s own scope filters nothing, and the handler sees all three cancellations. No error is left after the split: a clean shutdown. In AnyIO a bare cancellation leaves the group instead, and this handler never runs.</source>
        <translation>Der Scope um die Gruppe ist abgebrochen; darum filtert der eigene Scope der Gruppe nichts, und der Handler sieht alle drei Abbrüche. Nach dem Teilen bleibt kein Fehler übrig: ein sauberes Herunterfahren. In AnyIO verlässt stattdessen ein einzelner Abbruch die Gruppe, und dieser Handler läuft nie.</translation>
    </message>
    <message>
        <source>A service manager</source>
        <translation>Ein Manager für Dienste</translation>
    </message>
    <message>
        <source>Three services run in one group. Every second the manager checks whether it was told to stop; then it cancels the group. The cleanup is shielded, step by step, and runs however the services ended.</source>
        <translation>Drei Dienste laufen in einer Gruppe. Jede Sekunde prüft der Manager, ob er aufhören soll; dann bricht er die Gruppe ab. Das Aufräumen ist Schritt für Schritt abgeschirmt und läuft, wie auch immer die Dienste endeten.</translation>
    </message>
    <message>
        <source>The signal comes at 1.5 s, the manager sees it at 2 s: polling costs half a second. The group absorbs the cancellations itself, so the handler around it has nothing to do, and &quot;services stopped gracefully&quot; can never be logged.</source>
        <translation>Das Signal kommt bei 1,5 s, der Manager sieht es bei 2 s: Nachsehen im Takt kostet eine halbe Sekunde. Die Gruppe fängt die Abbrüche selbst auf; darum hat der Handler um sie nichts zu tun, und „services stopped gracefully“ kann nie im Protokoll stehen.</translation>
    </message>
    <message>
        <source>Shutdown with pending operations</source>
        <translation>Herunterfahren mit offenen Operationen</translation>
    </message>
    <message>
        <source>The service is told to stop while three requests are under way. New ones are refused; those under way get 300 ms of grace. Two make it, the third is cancelled, and then the service cleans up.</source>
        <translation>Der Dienst soll aufhören, während drei Anfragen laufen. Neue werden abgewiesen; die laufenden bekommen 300 ms Gnadenfrist. Zwei schaffen es, die dritte wird abgebrochen, und dann räumt der Dienst auf.</translation>
    </message>
    <message>
        <source>At 100 ms the token is cancelled, and nothing stops. At 400 ms the grace is over: only now is the scope cancelled. If the third request were shorter, the scope would end with its last operation.</source>
        <translation>Bei 100 ms wird das Token abgebrochen, und nichts endet. Bei 400 ms ist die Gnadenfrist um: Erst jetzt wird der Scope abgebrochen. Wäre die dritte Anfrage kürzer, endete der Scope mit seiner letzten Operation.</translation>
    </message>
    <message>
        <source>Shutdown in order</source>
        <translation>Herunterfahren der Reihe nach</translation>
    </message>
    <message>
        <source>Requests need the database until their very end. So the database must stop last: it lives in an outer group, and the requests in an inner one that is left first.</source>
        <translation>Anfragen brauchen die Datenbank bis ganz zuletzt. Also muss die Datenbank als Letzte enden: Sie lebt in einer äußeren Gruppe und die Anfragen in einer inneren, die zuerst verlassen wird.</translation>
    </message>
    <message>
        <source>The further out a group is, the longer its tasks live. The order of a shutdown is the nesting of the groups, and can be read off the stage.</source>
        <translation>Je weiter außen eine Gruppe liegt, desto länger leben ihre Tasks. Die Reihenfolge beim Herunterfahren ist die Verschachtelung der Gruppen, und die lässt sich von der Bühne ablesen.</translation>
    </message>
    <message>
        <source>Pitfalls and their fixes</source>
        <translation>Fallen und ihre Lösungen</translation>
    </message>
    <message>
        <source>Swallowed cancellation</source>
        <translation>Verschluckter Abbruch</translation>
    </message>
    <message>
        <source>A loop catches everything, logs it and goes on, so that it never dies. It does not die when it is cancelled, either: each cancellation is caught and forgotten, and the next checkpoint raises another.</source>
        <translation>Eine Schleife fängt alles, protokolliert es und macht weiter, damit sie nie stirbt. Sie stirbt auch nicht, wenn man sie abbricht: Jeder Abbruch wird gefangen und vergessen, und der nächste Checkpoint wirft einen neuen.</translation>
    </message>
    <message>
        <source>After 100 ms the loop does no more work: every further sleep is cut short at once, five of them at a single instant. Only the counter ends the loop. With while True it would spin for ever.</source>
        <translation>Nach 100 ms arbeitet die Schleife nicht mehr: Jeder weitere Schlaf endet sofort, fünf in einem einzigen Augenblick. Nur ihr Zähler beendet sie. Mit while True liefe sie ewig im Kreis.</translation>
    </message>
    <message>
        <source>Cancellation handed on</source>
        <translation>Der Abbruch, weitergereicht</translation>
    </message>
    <message>
        <source>The loop catches errors, and only errors. A cancellation passes the handler, leaves the loop, and ends at the scope that was cancelled.</source>
        <translation>Die Schleife fängt Fehler und nichts als Fehler. Ein Abbruch geht am Handler vorbei, verlässt die Schleife und endet an dem Scope, der abgebrochen wurde.</translation>
    </message>
    <message>
        <source>One cancellation, one stop. The error in the first round was dealt with all the same.</source>
        <translation>Ein Abbruch, ein Ende. Der Fehler in der ersten Runde wurde trotzdem behandelt.</translation>
    </message>
    <message>
        <source>except Exception misses a cancellation</source>
        <translation>except Exception verpasst einen Abbruch</translation>
    </message>
    <message>
        <source>A transaction rolls back in a handler for Exception. If it is cancelled rather than failing, that handler never runs, because a cancellation is not an Exception: neither commit nor rollback happens.</source>
        <translation>Eine Transaktion wird in einem Handler für Exception zurückgenommen. Wird sie abgebrochen, statt fehlzuschlagen, läuft dieser Handler nie, denn ein Abbruch ist keine Exception: Es gibt weder Commit noch Rollback.</translation>
    </message>
    <message>
        <source>At 100 ms the deadline cancels the transaction inside its try. Follow it in Code: the cancellation passes the handler for Exception without stopping. Look for &quot;rolled back&quot; in the log: it is not there.</source>
        <translation>Bei 100 ms bricht die Deadline die Transaktion mitten in ihrem try ab. Folgen Sie ihr im Code: Der Abbruch geht am Handler für Exception vorbei, ohne anzuhalten. Suchen Sie „rolled back“ im Protokoll: Es steht nicht da.</translation>
    </message>
    <message>
        <source>except Exception, fixed</source>
        <translation>except Exception, gelöst</translation>
    </message>
    <message>
        <source>The handler takes BaseException, which includes cancellations; it rolls back inside a shield with a limit, and raises again, so that the scope still gets its cancellation.</source>
        <translation>Der Handler nimmt BaseException, also auch Abbrüche; er nimmt die Transaktion in einem Shield mit Zeitgrenze zurück und wirft erneut, damit der Scope seinen Abbruch doch noch bekommt.</translation>
    </message>
    <message>
        <source>Now the handler runs. Without the shield its first wait would be cut short at once, because the scope is still cancelled. Raising again matters just as much: a swallowed cancellation hides that time is up.</source>
        <translation>Jetzt läuft der Handler. Ohne das Shield endete schon sein erstes Warten sofort, denn der Scope ist noch abgebrochen. Ebenso wichtig ist das erneute Werfen: Ein verschluckter Abbruch verbirgt, dass die Zeit um ist.</translation>
    </message>
    <message>
        <source>A transaction left open</source>
        <translation>Eine offene Transaktion</translation>
    </message>
    <message>
        <source>Two inserts and a commit, under a timeout. The rollback stands in a handler for Exception. The timeout strikes during the second insert, and a cancellation is not an Exception: neither commit nor rollback happens.</source>
        <translation>Zweimal Einfügen und ein Commit, unter einem Timeout. Das Rollback steht in einem Handler für Exception. Der Timeout schlägt beim zweiten Einfügen zu, und ein Abbruch ist keine Exception: Es gibt weder Commit noch Rollback.</translation>
    </message>
    <message>
        <source>The finally finds out, and can only warn: the transaction is open, and nobody will ever close it. main claims that it was handled safely.</source>
        <translation>Das finally merkt es und kann nur warnen: Die Transaktion ist offen, und niemand wird sie je schließen. main behauptet, alles sei sicher behandelt.</translation>
    </message>
    <message>
        <source>The error that vanished in finally</source>
        <translation>Der Fehler, der in finally verschwand</translation>
    </message>
    <message>
        <source>An error is on its way out of a scope that is already cancelled. The cleanup in finally waits without a shield, so it is stopped, and the cancellation takes the place of the error. Nobody ever hears of it.</source>
        <translation>Ein Fehler ist auf dem Weg aus einem Scope, der schon abgebrochen ist. Das Aufräumen in finally wartet ohne Shield; darum wird es abgebrochen, und der Abbruch tritt an die Stelle des Fehlers. Niemand erfährt je von ihm.</translation>
    </message>
    <message>
        <source>The outcome says that all is well. Look at Split errors: a ValueError was lost. It lives on only as the context of a cancellation, which the scope absorbs.</source>
        <translation>Dem Ausgang nach ist alles gut. Sehen Sie in „Geteilte Fehler“ nach: Ein ValueError ging verloren. Er lebt nur als Kontext eines Abbruchs weiter, und den fängt der Scope auf.</translation>
    </message>
    <message>
        <source>The error that vanished, fixed</source>
        <translation>Der verschwundene Fehler, gelöst</translation>
    </message>
    <message>
        <source>The cleanup waits inside a shield with a time limit. It runs to its end, and the error goes on as if nothing had happened.</source>
        <translation>Das Aufräumen wartet in einem Shield mit Zeitgrenze. Es läuft bis zu seinem Ende, und der Fehler geht weiter, als wäre nichts gewesen.</translation>
    </message>
    <message>
        <source>The scope is cancelled all the same, but an error passes it untouched: cancelled_caught stays false, and the ValueError leaves the run.</source>
        <translation>Der Scope ist trotzdem abgebrochen, doch ein Fehler geht unberührt durch ihn hindurch: cancelled_caught bleibt falsch, und der ValueError verlässt den Lauf.</translation>
    </message>
    <message>
        <source>Over-shielding</source>
        <translation>Zu viel abgeschirmt</translation>
    </message>
    <message>
        <source>The whole of a long job stands in a shield, to be on the safe side. Now nothing can stop it: the deadline passes, the operator presses stop, and still the program waits.</source>
        <translation>Eine lange Arbeit steht sicherheitshalber ganz in einem Shield. Nun kann nichts sie beenden: Die Deadline verstreicht, der Operator drückt auf Stopp, und das Programm wartet weiter.</translation>
    </message>
    <message>
        <source>Two cancellations are requested, at 100 ms and at 150 ms, and the shield holds both. Ask Why of worker: the shield keeps it running. The program ends at 500 ms, five times its deadline.</source>
        <translation>Zwei Abbrüche werden verlangt, bei 100 ms und bei 150 ms, und das Shield hält beide auf. Fragen Sie nach dem Warum von worker: Das Shield lässt ihn weiterlaufen. Das Programm endet bei 500 ms, dem Fünffachen seiner Deadline.</translation>
    </message>
    <message>
        <source>Over-shielding, fixed</source>
        <translation>Zu viel abgeschirmt, gelöst</translation>
    </message>
    <message>
        <source>Only the step that must not be cut in half is shielded, and the shield has a time limit. The rest of the job can be stopped at any checkpoint.</source>
        <translation>Nur der Schritt, der nicht zerteilt werden darf, ist abgeschirmt, und das Shield hat eine Zeitgrenze. Der Rest der Arbeit kann an jedem Checkpoint abgebrochen werden.</translation>
    </message>
    <message>
        <source>At 100 ms worker is stopped in its first sleep, long before it has anything to save. The shield is there only for the moments when stopping would do harm.</source>
        <translation>Bei 100 ms wird worker in seinem ersten Schlaf abgebrochen, lange bevor er etwas zu speichern hätte. Das Shield ist nur für die Augenblicke da, in denen ein Abbruch schaden würde.</translation>
    </message>
    <message>
        <source>A retry that asks in vain</source>
        <translation>Eine Wiederholung, die vergeblich fragt</translation>
    </message>
    <message>
        <source>A retry loop means to let cancellations through, and asks of every error whether it is one. But the question stands in a handler for Exception, and no cancellation ever gets there: that branch is dead code.</source>
        <translation>Eine Wiederholschleife will Abbrüche durchlassen und fragt bei jedem Fehler, ob er einer ist. Doch die Frage steht in einem Handler für Exception, und dorthin kommt nie ein Abbruch: Dieser Zweig ist toter Code.</translation>
    </message>
    <message>
        <source>The cancellation comes during the second attempt. It passes the handler without running a line of it, so &quot;cancelled&quot; can never be logged. Nothing breaks, but what should have been done there is not done.</source>
        <translation>Der Abbruch kommt während des zweiten Versuchs. Er geht am Handler vorbei, ohne dass dort eine Zeile liefe; „cancelled“ kann also nie im Protokoll stehen. Nichts geht kaputt, aber was dort zu tun gewesen wäre, bleibt ungetan.</translation>
    </message>
    <message>
        <source>A retry that lets go</source>
        <translation>Eine Wiederholung, die loslässt</translation>
    </message>
    <message>
        <source>The cancellation has a handler of its own, ahead of the one for errors. It logs what it has to say and raises the cancellation again; errors are retried.</source>
        <translation>Der Abbruch hat einen eigenen Handler, noch vor dem für Fehler. Der protokolliert, was zu sagen ist, und wirft den Abbruch erneut; nach Fehlern wird es noch einmal versucht.</translation>
    </message>
    <message>
        <source>The same cancellation at the same moment, and now the first handler runs. Without reraise the loop would go on to its next attempt, in a scope that is cancelled: see &quot;Swallowed cancellation&quot;.</source>
        <translation>Derselbe Abbruch im selben Augenblick, und jetzt läuft der erste Handler. Ohne reraise ginge die Schleife zum nächsten Versuch über, in einem Scope, der abgebrochen ist: siehe „Verschluckter Abbruch“.</translation>
    </message>
    <message>
        <source>Losing the exception&apos;s context</source>
        <translation>Den Kontext der Ausnahme verlieren</translation>
    </message>
    <message>
        <source>Errors are filtered out of a group, and then a new error that says next to nothing is raised in their place. What really happened is gone from the report: which host, which port, why.</source>
        <translation>Fehler werden aus einer Gruppe herausgefiltert, und an ihrer Stelle wird ein neuer geworfen, der fast nichts sagt. Was wirklich geschah, fehlt im Bericht: welcher Host, welcher Port, warum.</translation>
    </message>
    <message>
        <source>A single error leaves the run: tasks failed. The ConnectionError lives on as its context, for anyone who looks; a log line that prints the error does not show it.</source>
        <translation>Ein einziger Fehler verlässt den Lauf: „tasks failed“. Der ConnectionError lebt als dessen Kontext weiter, für jeden, der nachsieht; eine Protokollzeile, die den Fehler ausgibt, zeigt ihn nicht.</translation>
    </message>
    <message>
        <source>Keeping the exception&apos;s context</source>
        <translation>Den Kontext der Ausnahme behalten</translation>
    </message>
    <message>
        <source>The filtered group itself is raised again. Its members keep their messages, notes, causes and tracebacks, and whoever reads the report finds the host and the port.</source>
        <translation>Die gefilterte Gruppe selbst wird erneut geworfen. Ihre Mitglieder behalten Meldungen, Notizen, Ursachen und Tracebacks, und wer den Bericht liest, findet Host und Port.</translation>
    </message>
    <message>
        <source>The same error, but all of it: the note about the third attempt, and the line that raised it. If you need a new error, give it the group as its cause.</source>
        <translation>Derselbe Fehler, aber vollständig: mit der Notiz zum dritten Versuch und der Zeile, die ihn warf. Brauchen Sie einen neuen Fehler, geben Sie ihm die Gruppe als Ursache.</translation>
    </message>
    <message>
        <source>Assuming one exception</source>
        <translation>Nur mit einer Ausnahme gerechnet</translation>
    </message>
    <message>
        <source>The handler is written for one type of error and has a branch for it. But two tasks failed at the same instant, each in its own way, and nothing handles the other error: it goes on up, and surprises everyone.</source>
        <translation>Der Handler ist für eine Art von Fehler geschrieben und hat einen Zweig dafür. Doch zwei Tasks schlugen im selben Augenblick fehl, jeder auf seine Weise, und den anderen Fehler behandelt niemand: Er steigt weiter auf und überrascht alle.</translation>
    </message>
    <message>
        <source>The group has two members. The handler for ValueError takes its share; nobody thought of the KeyError, and it leaves the run.</source>
        <translation>Die Gruppe hat zwei Mitglieder. Der Handler für ValueError nimmt seinen Teil; an den KeyError hat niemand gedacht, und er verlässt den Lauf.</translation>
    </message>
    <message>
        <source>Handling every exception</source>
        <translation>Jede Ausnahme behandelt</translation>
    </message>
    <message>
        <source>A handler for each type that one knows, and one for all the others. Each takes its share of the group, and nothing is left to surprise anybody.</source>
        <translation>Ein Handler für jede Art, die man kennt, und einer für alle anderen. Jeder nimmt seinen Teil der Gruppe, und nichts bleibt übrig, was jemanden überraschen könnte.</translation>
    </message>
    <message>
        <source>Both handlers run, one after the other, each with a group of its own. Cancellations would match neither: they are not Exceptions.</source>
        <translation>Beide Handler laufen, einer nach dem anderen, jeder mit einer eigenen Gruppe. Abbrüche passten zu keinem: Sie sind keine Exceptions.</translation>
    </message>
    <message>
        <source>The wrong backend in the handler</source>
        <translation>Das falsche Backend im Handler</translation>
    </message>
    <message>
        <source>A handler names asyncio&apos;s class of cancellation. The program runs on trio, where cancellations have another class: the handler never matches, and its cleanup never runs.</source>
        <translation>Ein Handler nennt die Abbruch-Klasse von asyncio. Das Programm läuft auf trio, wo Abbrüche eine andere Klasse haben: Der Handler passt nie, und sein Aufräumen läuft nie.</translation>
    </message>
    <message>
        <source>Run it with the backend asyncio: the line appears. This is code that works on its author&apos;s machine, and nowhere else.</source>
        <translation>Führen Sie es mit dem Backend asyncio aus: Die Zeile erscheint. Solcher Code funktioniert auf dem Rechner seines Autors und sonst nirgends.</translation>
    </message>
    <message>
        <source>A handler for any backend</source>
        <translation>Ein Handler für jedes Backend</translation>
    </message>
    <message>
        <source>The handler asks for the backend&apos;s own class of cancellation, whichever it is. The same code gives its connection back on trio, on asyncio and on curio.</source>
        <translation>Der Handler fragt nach der Abbruch-Klasse des Backends, welche es auch sei. Derselbe Code gibt seine Verbindung unter trio, asyncio und curio zurück.</translation>
    </message>
    <message>
        <source>Switch the backend as you like. Often a finally is simpler still: it does not ask what came by.</source>
        <translation>Wechseln Sie das Backend nach Belieben. Oft ist ein finally noch einfacher: Es fragt nicht, was vorbeikommt.</translation>
    </message>
    <message>
        <source>The majority, counted wrongly</source>
        <translation>Die Mehrheit, falsch gezählt</translation>
    </message>
    <message>
        <source>Every task failed, and the batch should be given up. But the groups are nested, and only direct members are counted: two groups, not four errors. The batch goes on without a single result.</source>
        <translation>Jeder Task schlug fehl, und der Stapel sollte aufgegeben werden. Doch die Gruppen sind verschachtelt, und gezählt werden nur direkte Mitglieder: zwei Gruppen, nicht vier Fehler. Der Stapel macht ohne ein einziges Ergebnis weiter.</translation>
    </message>
    <message>
        <source>Open Split errors: four leaves below two branches. count looks at the branches. len(errors.exceptions) in Python does just the same.</source>
        <translation>Öffnen Sie „Geteilte Fehler“: vier Blätter unter zwei Ästen. count zählt die Äste. len(errors.exceptions) tut in Python genau dasselbe.</translation>
    </message>
    <message>
        <source>The majority, counted rightly</source>
        <translation>Die Mehrheit, richtig gezählt</translation>
    </message>
    <message>
        <source>Every task reports its own failure where it happens, so nobody has to count the members of a group of groups. The batch sees four failures, and gives up.</source>
        <translation>Jeder Task meldet seinen Fehlschlag dort, wo er geschieht; niemand muss die Mitglieder einer Gruppe von Gruppen zählen. Der Stapel sieht vier Fehlschläge und gibt auf.</translation>
    </message>
    <message>
        <source>Four messages are waiting in the channel when the group is over. The shape of the exception group depends on how the tasks were nested; the number of failures does not.</source>
        <translation>Vier Nachrichten warten im Kanal, wenn die Gruppe vorbei ist. Die Form der Ausnahmegruppe hängt davon ab, wie die Tasks verschachtelt waren; die Zahl der Fehlschläge nicht.</translation>
    </message>
    <message>
        <source>A batch that stops itself</source>
        <translation>Ein Stapel, der sich selbst abbricht</translation>
    </message>
    <message>
        <source>Each task lets its error out, so that the failures in the group can be counted afterwards. But the first error to leave a task cancels the others: the other three items are never processed.</source>
        <translation>Jeder Task lässt seinen Fehler hinaus, damit man die Fehlschläge danach in der Gruppe zählen kann. Doch der erste Fehler, der einen Task verlässt, bricht die anderen ab: Die drei übrigen Einträge werden nie verarbeitet.</translation>
    </message>
    <message>
        <source>&quot;1 of 4 failed, acceptable&quot;, says the log. The stage says: one failed, and three were cancelled. The cancellations were filtered out before anybody could count them.</source>
        <translation>„1 of 4 failed, acceptable“, sagt das Protokoll. Die Bühne sagt: einer fehlgeschlagen, drei abgebrochen. Die Abbrüche wurden herausgefiltert, bevor jemand sie zählen konnte.</translation>
    </message>
    <message>
        <source>async with, where with was meant</source>
        <translation>async with, wo with gemeint war</translation>
    </message>
    <message>
        <source>fail_after is a plain context manager. Entered with async with, it raises a TypeError before a single line of the body has run; a handler that expects only timeouts lets it pass.</source>
        <translation>fail_after ist ein gewöhnlicher Kontextmanager. Mit async with betreten, wirft er einen TypeError, bevor eine einzige Zeile des Rumpfs gelaufen ist; ein Handler, der nur mit Timeouts rechnet, lässt ihn durch.</translation>
    </message>
    <message>
        <source>There is no scope on the stage at all: it was never entered. Entering a scope never waits, so it needs no async; what waits is in its body.</source>
        <translation>Auf der Bühne ist gar kein Scope: Er wurde nie betreten. Beim Betreten eines Scopes wird nie gewartet, also braucht es kein async; gewartet wird in seinem Rumpf.</translation>
    </message>
    <message>
        <source>Holding the thread while waiting</source>
        <translation>Den Thread beim Warten festhalten</translation>
    </message>
    <message>
        <source>A call into a slow library holds the thread, and with it the interpreter&apos;s lock. The timeout around it is of no use, and no other task in the program gets a turn.</source>
        <translation>Ein Aufruf in eine langsame Bibliothek hält den Thread fest und mit ihm die Sperre des Interpreters. Der Timeout darum nützt nichts, und kein anderer Task des Programms kommt an die Reihe.</translation>
    </message>
    <message>
        <source>The other task wants to beat every 50 ms, and is 260 ms late. By the time anybody looks, the timeout of 100 ms is long over.</source>
        <translation>Der andere Task will alle 50 ms schlagen und kommt 260 ms zu spät. Bis jemand nachsieht, ist der Timeout von 100 ms längst vorbei.</translation>
    </message>
    <message>
        <source>Letting go of the thread</source>
        <translation>Den Thread loslassen</translation>
    </message>
    <message>
        <source>The same call in a worker thread that may be left behind. The timeout is kept to the millisecond, and the other task notices nothing.</source>
        <translation>Derselbe Aufruf in einem Worker-Thread, der zurückgelassen werden darf. Der Timeout wird auf die Millisekunde eingehalten, und der andere Task merkt nichts.</translation>
    </message>
    <message>
        <source>The heartbeat is on time. The thread runs on after the timeout; if it holds a lock, it goes on holding it.</source>
        <translation>Der Herzschlag ist pünktlich. Der Thread läuft nach dem Timeout weiter; hält er eine Sperre, hält er sie auch weiterhin.</translation>
    </message>
    <message>
        <source>Ignoring the timeout</source>
        <translation>Den Timeout übergehen</translation>
    </message>
    <message>
        <source>An operation times out, and nobody looks at how it ended. The program goes on as if all were well, with a value that was never there.</source>
        <translation>Eine Operation läuft in ihren Timeout, und niemand sieht nach, wie sie ausging. Das Programm macht weiter, als wäre alles gut, mit einem Wert, den es nie gab.</translation>
    </message>
    <message>
        <source>Nothing in the log shows that anything is wrong. The scope knows: cancelled_caught is true, and nobody asks.</source>
        <translation>Nichts im Protokoll verrät, dass etwas nicht stimmt. Der Scope weiß es: cancelled_caught ist wahr, und niemand fragt danach.</translation>
    </message>
    <message>
        <source>Dealing with the timeout</source>
        <translation>Mit dem Timeout umgehen</translation>
    </message>
    <message>
        <source>Whoever sets a time limit has to say what happens when it is reached. Here: a warning, and a value from the cache.</source>
        <translation>Wer eine Zeitgrenze setzt, muss sagen, was geschieht, wenn sie erreicht ist. Hier: eine Warnung und ein Wert aus dem Cache.</translation>
    </message>
    <message>
        <source>otherwise runs only when the scope caught its cancellation. If the operation just made it in time, it does not run.</source>
        <translation>otherwise läuft nur, wenn der Scope seinen Abbruch aufgefangen hat. Wurde die Operation gerade noch fertig, läuft es nicht.</translation>
    </message>
    <message>
        <source>A task that nobody told</source>
        <translation>Ein Task, dem es niemand gesagt hat</translation>
    </message>
    <message>
        <source>A request starts a background task and times out. The background task belongs to nobody: no scope reaches it, it works on for a request that is long gone, and it is cut off when the program ends.</source>
        <translation>Eine Anfrage startet einen Task im Hintergrund und läuft dann in ihren Timeout. Der Hintergrund-Task gehört zu niemandem: Kein Scope erreicht ihn, er arbeitet für eine Anfrage weiter, die es längst nicht mehr gibt, und wird am Ende des Programms abgeschnitten.</translation>
    </message>
    <message>
        <source>The dashed frame stands by itself, in no scope. At 100 ms everything that belongs to the request stops, except this. The result lists it as &quot;leaked&quot;.</source>
        <translation>Der gestrichelte Rahmen steht für sich, in keinem Scope. Bei 100 ms endet alles, was zur Anfrage gehört, nur er nicht. Im Ergebnis heißt er „leaked“: verwaist.</translation>
    </message>
    <message>
        <source>A task with a token</source>
        <translation>Ein Task mit einem Token</translation>
    </message>
    <message>
        <source>The background task is still detached, but it watches a token, and the request cancels that token when it times out. The task cleans up and is gone before the program ends.</source>
        <translation>Der Hintergrund-Task ist noch immer losgelöst, aber er beobachtet ein Token, und die Anfrage bricht dieses Token ab, wenn ihre Zeit um ist. Der Task räumt auf und ist fort, bevor das Programm endet.</translation>
    </message>
    <message>
        <source>The token does by hand what a task group does by itself. Where there are task groups, spawn the task into one, and there is nothing to remember.</source>
        <translation>Mit dem Token geschieht von Hand, was eine Task-Gruppe von selbst tut. Wo es Task-Gruppen gibt, starten Sie den Task in einer: Dann gibt es nichts, woran man denken muss.</translation>
    </message>
    <message>
        <source>Abrupt abort</source>
        <translation>Mitten im Schritt abgebrochen</translation>
    </message>
    <message>
        <source>A worker is aborted in the middle of a transfer: the money has left one account and has not reached the other. There is no cleanup, so nobody notices.</source>
        <translation>Ein Worker wird mitten in einer Überweisung abgebrochen: Das Geld hat ein Konto verlassen und das andere nicht erreicht. Aufgeräumt wird nicht, also merkt es niemand.</translation>
    </message>
    <message>
        <source>One line in the log, where there must always be two or none. A cancellation can strike at any checkpoint, even between two steps that belong together.</source>
        <translation>Eine Zeile im Protokoll, wo es immer zwei oder keine sein müssen. Ein Abbruch kann an jedem Checkpoint zuschlagen, auch zwischen zwei Schritten, die zusammengehören.</translation>
    </message>
    <message>
        <source>Cooperative stop</source>
        <translation>Aufhören, wenn es passt</translation>
    </message>
    <message>
        <source>A token asks the worker to stop. The worker looks at it between two transfers, never in the middle of one: what has begun is brought to its end.</source>
        <translation>Ein Token bittet den Worker aufzuhören. Der sieht zwischen zwei Überweisungen nach, nie mitten in einer: Was begonnen hat, wird zu Ende gebracht.</translation>
    </message>
    <message>
        <source>The token is cancelled at 100 ms; the worker ends at 160 ms, after the transfer. A shield around the two steps would do it, too.</source>
        <translation>Das Token wird bei 100 ms abgebrochen; der Worker endet bei 160 ms, nach der Überweisung. Ein Shield um die beiden Schritte täte es auch.</translation>
    </message>
    <message>
        <source>A timeout that is too short</source>
        <translation>Ein zu kurzer Timeout</translation>
    </message>
    <message>
        <source>One timeout of 100 ms for everything. A lookup needs 50 ms, a model 300 ms: every single call of the model is cut short, although it would have been fine.</source>
        <translation>Ein Timeout von 100 ms für alles. Ein Nachschlagen braucht 50 ms, ein Modell 300 ms: Jeder Aufruf des Modells wird abgeschnitten, obwohl er gut ausgegangen wäre.</translation>
    </message>
    <message>
        <source>Three times in a row the ring is empty long before the model is done. Trying again does not help: what takes 300 ms takes 300 ms.</source>
        <translation>Dreimal hintereinander ist der Ring leer, lange bevor das Modell fertig ist. Noch einmal zu versuchen hilft nicht: Was 300 ms dauert, dauert 300 ms.</translation>
    </message>
    <message>
        <source>Timeouts that fit</source>
        <translation>Timeouts, die passen</translation>
    </message>
    <message>
        <source>Each kind of operation has a timeout that fits it: 100 ms for a lookup, a second for the model. What is slow by nature gets its time; what hangs is still found out.</source>
        <translation>Jede Art von Operation hat einen passenden Timeout: 100 ms für ein Nachschlagen, eine Sekunde für das Modell. Was von Natur aus langsam ist, bekommt seine Zeit; was hängt, fällt trotzdem auf.</translation>
    </message>
    <message>
        <source>Two deadlines of different length. Both still have time left when their operations are done.</source>
        <translation>Zwei verschieden lange Deadlines. Beide haben noch Zeit übrig, wenn ihre Operationen fertig sind.</translation>
    </message>
    <message>
        <source>A timeout</source>
        <translation>Ein Timeout</translation>
    </message>
    <message>
        <source>One task with a deadline. The sleep is longer, so the scope cancels it and absorbs the cancellation.</source>
        <translation>Ein Task mit einer Deadline. Der Schlaf dauert länger, also bricht der Scope ihn ab und fängt den Abbruch auf.</translation>
    </message>
    <message>
        <source>One task fails</source>
        <translation>Ein Task schlägt fehl</translation>
    </message>
    <message>
        <source>Two tasks in a group. One fails, so the group cancels the other and raises what went wrong.</source>
        <translation>Zwei Tasks in einer Gruppe. Einer schlägt fehl, also bricht die Gruppe den anderen ab und wirft, was schiefging.</translation>
    </message>
    <message>
        <source>A shielded cleanup</source>
        <translation>Abgeschirmtes Aufräumen</translation>
    </message>
    <message>
        <source>A task is cancelled while it works. Its cleanup has to wait, so a shield with a time limit protects it.</source>
        <translation>Ein Task wird mitten in der Arbeit abgebrochen. Sein Aufräumen muss warten, also schützt es ein Shield mit Zeitgrenze.</translation>
    </message>
    <message>
        <source>Somebody cancels</source>
        <translation>Jemand bricht ab</translation>
    </message>
    <message>
        <source>A service runs until somebody outside cancels it, and gives a reason.</source>
        <translation>Ein Dienst läuft, bis jemand von außen ihn abbricht und einen Grund nennt.</translation>
    </message>
    <message>
        <source>cancel scope</source>
        <translation>Cancel-Scope</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>task group</source>
        <translation>Task-Gruppe</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>deadline</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>nesting</source>
        <translation>Verschachtelung</translation>
    </message>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>exception group</source>
        <translation>Ausnahmegruppe</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Timeout</translation>
    </message>
    <message>
        <source>recovery</source>
        <translation>Ausweg</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>Schlaf</translation>
    </message>
    <message>
        <source>tie</source>
        <translation>Gleichstand</translation>
    </message>
    <message>
        <source>idle timeout</source>
        <translation>Leerlauf-Timeout</translation>
    </message>
    <message>
        <source>pitfall</source>
        <translation>Falle</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>shield</source>
        <translation>Shield</translation>
    </message>
    <message>
        <source>cleanup</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>lost error</source>
        <translation>verlorener Fehler</translation>
    </message>
    <message>
        <source>cancellation</source>
        <translation>Abbruch</translation>
    </message>
    <message>
        <source>backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>split</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>abandon</source>
        <translation>Zurücklassen</translation>
    </message>
    <message>
        <source>cooperation</source>
        <translation>Zusammenarbeit</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>retry</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>backoff</source>
        <translation>wachsende Pausen</translation>
    </message>
    <message>
        <source>operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>limiter</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>shutdown</source>
        <translation>Herunterfahren</translation>
    </message>
    <message>
        <source>blocking</source>
        <translation>Blockieren</translation>
    </message>
    <message>
        <source>detached task</source>
        <translation>losgelöster Task</translation>
    </message>
    <message>
        <source>abort</source>
        <translation>Gewaltsames Ende</translation>
    </message>
</context>
</TS>
