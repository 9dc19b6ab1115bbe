package nl.tec.employers;

import java.util.List;
import nl.tec.programme.Discipline;

/** Words people search with, in Dutch, that follow from an offer's fields of technology; they choose its drawing too. */
public final class OfferTags {

    private OfferTags() {}

    /** In a fixed order; none when no field was chosen. */
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
