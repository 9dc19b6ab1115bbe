package nl.tec.knowledge.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.JsonLd;
import nl.tec.hub.Texts;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemAccess;
import nl.tec.knowledge.ItemDetails;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.CurriculumGoal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Structured data of schema.org for search engines: a LearningResource for an item that is open to everybody. */
@Component
class LearningResourceData {

    private final HubSettings hub;
    private final Texts texts;
    private final ActivityLabels labels;
    private final JsonMapper json;

    LearningResourceData(HubSettings hub, Texts texts, ActivityLabels labels, JsonMapper json) {
        this.hub = hub;
        this.texts = texts;
        this.labels = labels;
        this.json = json;
    }

    /** Returns JSON-LD for inside a script element; null for an item that not everybody may read. */
    @Nullable String of(Item item, List<CurriculumGoal> goals, Locale language) {
        ItemDetails details = item.details();
        if (!item.published() || details.access() != ItemAccess.PUBLIC) {
            return null;
        }
        String address = hub.get(HubSettings.Setting.BASE_URL) + "/bibliotheek/" + item.slug();
        Map<String, Object> data =
                JsonLd.typed("LearningResource", "@context", "https://schema.org", "@id", address, "url", address);
        data.put("name", item.title().in(language));
        data.put("description", details.words().summary().in(language));
        data.put("learningResourceType", texts.label(language, details.kind()));
        data.put("inLanguage", details.language());
        data.put("license", details.licence().url());
        data.put("isAccessibleForFree", true);
        data.put("author", organisation(item.organisation().isEmpty() ? hub.name() : item.organisation()));
        data.put("publisher", organisation(hub.name()));
        data.put("version", Integer.toString(item.version()));
        data.put("datePublished", String.valueOf(item.publishedAt()));
        data.put("dateModified", item.changedAt().toString());
        data.put("audience", JsonLd.typed("EducationalAudience", "educationalRole", "teacher"));
        if (!details.forWhom().audiences().isEmpty()) {
            data.put("educationalLevel", labels.forWhom(details.forWhom(), language));
        }
        if (details.minutes() != null) {
            data.put("timeRequired", Duration.ofMinutes(details.minutes()).toString());
        }
        data.put("keywords", details.tags());
        data.put("teaches", goals.stream().map(goal -> goal(goal, language)).toList());
        data.put(
                "encoding",
                item.files().stream().map(file -> file(file, address)).toList());
        return JsonLd.script(json, data);
    }

    private static Map<String, Object> organisation(String name) {
        return JsonLd.typed("Organization", "name", name);
    }

    private static Map<String, Object> goal(CurriculumGoal goal, Locale language) {
        return JsonLd.typed(
                "DefinedTerm",
                "termCode",
                goal.code(),
                "name",
                goal.text().in(language),
                "inDefinedTermSet",
                goal.frameworkTitle().in(language));
    }

    private static Map<String, Object> file(Item.File file, String address) {
        return JsonLd.typed(
                "MediaObject",
                "name",
                file.label(),
                "encodingFormat",
                file.media(),
                "contentSize",
                Integer.toString(file.bytes()),
                "contentUrl",
                address + "/bestand/" + file.id());
    }
}
