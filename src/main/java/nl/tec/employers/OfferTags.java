package nl.tec.employers;

import java.util.List;
import nl.tec.programme.Discipline;

/** Derives Dutch search tags from the disciplines of an offer; the tags also determine its illustration. */
public final class OfferTags {

    private OfferTags() {}

    /** Returns the tags in a fixed order; none if the offer has no disciplines. */
    public static List<String> of(OfferDetails details) {
        return details.disciplines().stream().sorted().map(OfferTags::word).toList();
    }

    private static String word(Discipline discipline) {
        return switch (discipline) {
            case BUILDING -> "bouw";
            case INSTALLATION -> "warmtepomp";
            case ELECTRICAL -> "stroom";
            case METAL -> "metaal";
            case PROCESS -> "fabriek";
            case LOGISTICS -> "logistiek";
            case IT -> "programmeren";
            case SMART_TECHNOLOGY -> "robot";
            case FOOD -> "bakken";
            case AUDIO -> "geluid";
            case DESIGN -> "3d";
            case ENERGY -> "energie";
            case HEALTHCARE -> "zorg";
            case MOBILITY -> "fiets";
        };
    }
}
