package dev.linger.cli.render;

import java.util.List;

/// A report as a page of HTML tables.
final class HtmlForm {
    private HtmlForm() {}

    static String of(Report report) {
        HtmlPage page = new HtmlPage("linger " + report.kind());
        page.element("h1", "linger " + report.kind()).element("p", report.headline());
        for (Section section : report.sections()) {
            page.element("h2", "By " + section.name());
            if (!section.caption().isEmpty()) {
                page.element("p", "muted", section.caption());
            }
            table(section, page);
        }
        return page.page();
    }

    private static void table(Section section, HtmlPage page) {
        if (section.allRows().isEmpty()) {
            page.element("p", "none");
            return;
        }
        List<Integer> places = section.placesThatSayMore();
        page.open("table", "").open("tr", "");
        for (int place : places) {
            Column column = section.columns().get(place);
            page.element("th", column.isNumber() ? "number" : "", column.title());
        }
        page.close("tr");
        for (List<Cell> row : section.allRows()) {
            page.open("tr", "");
            for (int place : places) {
                String style = section.columns().get(place).isNumber() ? "number" : "";
                page.element("td", style, row.get(place).shown());
            }
            page.close("tr");
        }
        page.close("table");
    }
}
