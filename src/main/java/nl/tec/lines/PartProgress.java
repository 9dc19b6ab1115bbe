package nl.tec.lines;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.shared.World;

/**
 * The progress of the pupils of one class part with the lines of their school.
 *
 * @param seen worlds that at least some of them have seen
 */
public record PartProgress(SchoolClass schoolClass, ClassPart part, List<LineProgress> lines, Set<World> seen) {

    /** Returns the worlds that they have not seen yet. */
    public List<World> unseen() {
        return Stream.of(World.values()).filter(world -> !seen.contains(world)).toList();
    }
}
