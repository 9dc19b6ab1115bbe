package nl.tec.bookings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.organisations.SchoolClass;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;

/** The progress of classes in the learning lines of their school. Implemented by the module of learning lines. */
public interface LearningProgress {

    /**
     * @param next the steps that pupils of the class have yet to do
     * @param seen the worlds that pupils of the class have seen, in this year and before
     */
    record ClassProgress(List<NextStep> next, Set<World> seen) {}

    /** @param activities ids of the activities that fulfil the step: one is enough */
    record NextStep(Bilingual line, Bilingual step, Set<Long> activities) {}

    /** Returns the progress by class id; classes without known progress are absent. */
    Map<Long, ClassProgress> of(Collection<SchoolClass> classes);
}
