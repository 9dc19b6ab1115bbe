package nl.tec.privacy.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.PersonalRecords.Fact;
import nl.tec.accounts.PersonalRecords.Section;
import nl.tec.hub.Texts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Exports the data held about a person as JSON: sections with entries of labels and values, in the given language. */
@Component
class RecordsFile {

    private final Texts texts;
    private final JsonMapper json;

    RecordsFile(Texts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    ResponseEntity<byte[]> of(List<Section> sections, Locale language) {
        Map<String, List<Map<String, String>>> file = new LinkedHashMap<>();
        for (Section section : sections) {
            List<Map<String, String>> items =
                    file.computeIfAbsent(texts.text(language, section.titleKey()), title -> new ArrayList<>());
            for (List<Fact> facts : section.items()) {
                Map<String, String> item = new LinkedHashMap<>();
                facts.forEach(fact -> item.put(texts.text(language, fact.labelKey()), fact.value()));
                items.add(item);
            }
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tec-gegevens.json\"")
                .body(json.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(file));
    }
}
