package nl.tec.knowledge.internal;

import static nl.tec.knowledge.ItemFields.*;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.documents.EvidenceDocument;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemKind;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.shared.Audience;
import nl.tec.shared.Problems;
import nl.tec.shared.WebAddress;
import org.springframework.stereotype.Component;

/** Validation of an item before it is stored, and before others find it. */
@Component
public class ItemCheck {

    private static final int MAX_TITLE = 100;
    private static final int MAX_SUMMARY = 300;
    private static final int MAX_BODY = 20_000;
    private static final int MAX_TAGS = 30;
    private static final int MAX_FILES = 20;
    private static final int MAX_WEB_ADDRESS = 500;
    private static final int MIN_MINUTES = 5;
    private static final int MAX_MINUTES = 2400;
    private static final Set<String> LANGUAGES = Set.of("nl", "en", "de");

    private final Catalogue catalogue;
    private final ItemQueries queries;

    ItemCheck(Catalogue catalogue, ItemQueries queries) {
        this.catalogue = catalogue;
        this.queries = queries;
    }

    public Problems draft(ItemDetails details) {
        Problems problems = new Problems();
        ItemDetails.Words words = details.words();
        problems.addIf(words.title().dutch().isBlank(), TITLE, "library.check.title");
        problems.addIfLonger(words.title(), MAX_TITLE, TITLE);
        problems.addIfLonger(words.summary(), MAX_SUMMARY, SUMMARY);
        problems.addIfLonger(words.body(), MAX_BODY, BODY);
        problems.addIf(details.worlds().isEmpty(), WORLDS, "library.check.world");
        problems.addUnlessWithin(details.forWhom().groups(), 1, 8, GROUPS);
        problems.addUnlessWithin(details.forWhom().years(), 1, 6, YEARS);
        problems.addUnlessWithin(details.forWhom().mboYears(), 1, 4, MBO_YEARS);
        problems.addUnlessBetween(details.minutes(), MIN_MINUTES, MAX_MINUTES, MINUTES);
        problems.addIf(!LANGUAGES.contains(details.language()), LANGUAGE, "library.check.language");
        Long organisation = details.organisationId();
        problems.addIf(
                organisation != null && !queries.canMake(organisation), ORGANISATION, "library.check.organisation");
        String video = details.video();
        problems.addIf(
                !video.isEmpty() && !(video.startsWith("https://") && WebAddress.isWebAddress(video, MAX_WEB_ADDRESS)),
                VIDEO,
                "form.webAddress");
        problems.addIf(
                details.tags().size() > MAX_TAGS || details.tags().stream().anyMatch(tag -> tag.length() > 50),
                TAGS,
                "library.check.tags",
                MAX_TAGS);
        Set<String> goals = catalogue.goals().stream().map(CurriculumGoal::code).collect(Collectors.toSet());
        problems.addIf(!goals.containsAll(details.goals()), GOALS, "library.check.goals");
        return problems;
    }

    public Problems publication(ItemDetails details, List<Item.File> files) {
        Problems problems = new Problems();
        problems.addIf(details.words().summary().dutch().isBlank(), SUMMARY, "library.check.summary");
        problems.addIf(
                details.words().body().dutch().isBlank() && details.video().isEmpty() && files.isEmpty(),
                BODY,
                "library.check.nothing");
        if (details.kind() == ItemKind.LESSON) {
            problems.addIf(details.minutes() == null, MINUTES, "library.check.minutes");
            problems.addIf(
                    details.forWhom().audiences().isEmpty()
                            || details.forWhom().audiences().contains(Audience.PO)
                                    && details.forWhom().groups() == null,
                    AUDIENCES,
                    "library.check.forWhom");
        }
        return problems;
    }

    /** Checks whether one more file fits, and its label. */
    public Problems file(Item item, String label) {
        return new Problems()
                .addIf(item.files().size() >= MAX_FILES, EvidenceDocument.FIELD, "library.file.many", MAX_FILES)
                .addIf(label.isBlank(), LABEL, "library.file.label")
                .addIfLonger(label, MAX_TITLE, LABEL);
    }
}
