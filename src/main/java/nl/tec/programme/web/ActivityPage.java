package nl.tec.programme.web;

import java.util.List;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityMaterial.Material;
import nl.tec.programme.ActivityPicture;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Programme.Organiser;
import nl.tec.programme.Session;
import nl.tec.venues.Equipment;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the page of an activity.
 *
 * @param description HTML
 * @param venue the usual venue
 * @param sessions the next few sessions
 * @param more whether there are more than those
 * @param organiser null: the hub
 * @param material the lesson material that the viewer may read
 * @param pictures of participants' work
 * @param structured JSON-LD
 */
public record ActivityPage(
        Activity activity,
        String description,
        @Nullable Venue venue,
        List<Equipment> equipment,
        List<CurriculumGoal> goals,
        List<Session> sessions,
        boolean more,
        List<Card> related,
        @Nullable Organiser organiser,
        List<Material> material,
        List<ActivityPicture> pictures,
        String structured) {

    public List<CurriculumGoal> goalsOf2006() {
        return goals.stream().filter(CurriculumGoal::of2006).toList();
    }

    public List<CurriculumGoal> newGoals() {
        return goals.stream().filter(goal -> !goal.of2006()).toList();
    }
}
