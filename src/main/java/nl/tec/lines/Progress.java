package nl.tec.lines;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.bookings.LearningProgress;
import nl.tec.lines.StepProgress.State;
import nl.tec.lines.internal.LinesQueries;
import nl.tec.lines.internal.PupilHistory;
import nl.tec.lines.internal.PupilHistory.Event;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.programme.LearningLine;
import nl.tec.programme.LearningLines;
import nl.tec.shared.Grade;
import nl.tec.shared.World;
import org.springframework.stereotype.Service;

/**
 * The progress of classes with the lines of their school (rules 1.7). A step is done when all pupils of a class part came to an activity
 * for it, or when somebody of the school ticked it; in their current class or an earlier one. Bookings do not count.
 */
@Service
public class Progress implements LearningProgress {

    private final LinesQueries queries;
    private final LearningLines lines;

    Progress(LinesQueries queries, LearningLines lines) {
        this.queries = queries;
        this.lines = lines;
    }

    /** Returns the progress of each group in these classes, in their order, with the lines that their schools follow. */
    public List<PartProgress> parts(Collection<SchoolClass> classes) {
        Set<Long> sites = classes.stream().map(SchoolClass::siteId).collect(Collectors.toSet());
        Map<Long, Set<Long>> followed = queries.followed(sites);
        List<LearningLine> all = lines.list();
        PupilHistory history = queries.history(classes.stream()
                .flatMap(schoolClass -> schoolClass.parts().stream())
                .map(ClassPart::id)
                .toList());
        return classes.stream()
                .flatMap(schoolClass ->
                        schoolClass.parts().stream().map(part -> part(schoolClass, part, followed, all, history)))
                .toList();
    }

    private static PartProgress part(
            SchoolClass schoolClass,
            ClassPart part,
            Map<Long, Set<Long>> followed,
            List<LearningLine> all,
            PupilHistory history) {
        Set<Long> ofSchool = followed.getOrDefault(schoolClass.siteId(), Set.of());
        return new PartProgress(
                schoolClass,
                part,
                all.stream()
                        .filter(line -> ofSchool.contains(line.id()))
                        .map(line -> new LineProgress(
                                line,
                                line.steps().stream()
                                        .map(step -> step(step, part, history))
                                        .toList()))
                        .toList(),
                history.events(part.id()).stream()
                        .flatMap(event -> Stream.ofNullable(event.world()))
                        .collect(Collectors.toCollection(TreeSet<World>::new)));
    }

    private static StepProgress step(LearningLine.Step step, ClassPart part, PupilHistory history) {
        Set<Event> fills = history.events(part.id()).stream()
                .filter(event -> event.activity() != null
                        ? step.activityIds().contains(event.activity())
                        : event.step() != null && event.step() == step.id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean all = !fills.isEmpty() && history.allDid(part.id(), fills);
        return new StepProgress(
                step,
                all ? State.DONE : state(step, part.grade()),
                !all && !fills.isEmpty(),
                fills.stream()
                        .map(Event::done)
                        .sorted(Comparator.comparing(Done::day).reversed())
                        .toList());
    }

    private static State state(LearningLine.Step step, Grade grade) {
        if (step.isElsewhere(grade)) {
            return State.ELSEWHERE;
        }
        if (step.covers(grade)) {
            return State.NOW;
        }
        return step.isBefore(grade) ? State.MISSED : State.LATER;
    }

    @Override
    public Map<Long, ClassProgress> of(Collection<SchoolClass> classes) {
        Map<Long, ClassProgress> standings = new LinkedHashMap<>();
        for (PartProgress part : parts(classes)) {
            ClassProgress standing = standings.computeIfAbsent(
                    part.schoolClass().id(), key -> new ClassProgress(new ArrayList<>(), new LinkedHashSet<>()));
            standing.seen().addAll(part.seen());
            for (LineProgress line : part.lines()) {
                line.in(State.NOW).stream()
                        .map(next -> new NextStep(
                                line.line().title(),
                                next.step().title(),
                                Set.copyOf(next.step().activityIds())))
                        .forEach(standing.next()::add);
            }
        }
        return standings;
    }
}
