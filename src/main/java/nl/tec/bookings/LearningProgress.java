package nl.tec.bookings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.organisations.SchoolClass;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;

/** The progress of classes in the learning lines of their school; the module of learning lines answers it. */
public interface LearningProgress {

    /**
     * @param next steps of their groups that pupils of the class have yet to do
     * @param seen the worlds that pupils of the class have seen, in this year and before
     */
    record Standing(List<NextStep> next, Set<World> seen) {}

    /** @param activities ids of those that fill the step: one of them is enough */
    record NextStep(Bilingual line, Bilingual step, Set<Long> activities) {}

    /** By the id of the class; a class of which nothing is known is not among them. */
    Map<Long, Standing> of(Collection<SchoolClass> classes);
}
