package nl.tec.accountability.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.accountability.AccountTexts;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.accountability.OpenData;
import nl.tec.accountability.OpenData.Table;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Serves the files of a version: the document, a workbook of all tables, and each table or all of them as open data. */
@Component
class AccountFiles {

    /** The pattern of the last segment of the URL of a file. */
    static final String NAMES = "verantwoording.pdf|cijfers.xlsx|cijfers.json|[a-z]{1,20}.csv";

    private final AnnualAccounts accounts;
    private final Texts texts;
    private final JsonMapper json;

    AccountFiles(AnnualAccounts accounts, Texts texts, JsonMapper json) {
        this.accounts = accounts;
        this.texts = texts;
        this.json = json;
    }

    /** @throws NotFound if it has no table of that name */
    void send(AccountVersion version, String file, HttpServletResponse response) throws IOException {
        String name = version.key() + "-versie-" + version.number();
        if (file.endsWith(".pdf")) {
            attach(response, "application/pdf", "jaarverantwoording-" + name + ".pdf");
            response.getOutputStream().write(accounts.pdf(version));
            return;
        }
        OpenData data = accounts.data(version);
        if (file.endsWith(".csv")) {
            Table table = data.find(file.replace(".csv", "")).orElseThrow(() -> new NotFound(file));
            sheet(table.name() + "-" + name, table).download("csv", response);
        } else if (file.endsWith(".json")) {
            attach(response, "application/json", "cijfers-" + name + ".json");
            response.getOutputStream().write(json.writeValueAsBytes(object(version, data)));
        } else {
            List<TableExport> sheets = data.tables().stream()
                    .map(table -> sheet(table.name(), table))
                    .toList();
            TableExport.downloadTogether("cijfers-" + name, sheets, response);
        }
    }

    private static TableExport sheet(String name, Table table) {
        return new TableExport(name, table.columns(), table.rows());
    }

    private Map<String, @Nullable Object> object(AccountVersion version, OpenData data) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("titel", new AccountTexts(texts).title(version));
        object.put("jaar", version.year());
        object.put("versie", version.number());
        object.put("gepubliceerd", Objects.toString(version.publishOn(), null));
        data.tables().forEach(table -> object.put(table.name(), table.objects()));
        return object;
    }

    private static void attach(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }
}
