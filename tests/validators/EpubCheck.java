// Gives EPUBs, and pages of HTML that are XML too, to EPUBCheck, one after the other, in one process:
// EpubCheck.java FILE...; a file after "--bad" must fail.
import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;

public class EpubCheck {
	static final PrintStream OUT = System.out;

	// What EPUBCheck says of a file; empty: nothing is wrong.
	static String faults(String file) {
		ByteArrayOutputStream said = new ByteArrayOutputStream();
		PrintStream stream = new PrintStream(said);
		System.setOut(stream);
		System.setErr(stream);
		String[] book = {"--failonwarnings", file};
		String[] page = {"--mode", "xhtml", "-v", "3.0", "--failonwarnings", file};
		int status = new EpubChecker().run(file.endsWith(".html") ? page : book);
		stream.flush();
		boolean clean = said.toString().contains("No errors or warnings detected");
		return status == 0 && clean ? "" : said.toString();
	}

	public static void main(String[] arguments) {
		boolean bad = false;
		for (String file : arguments) {
			if (file.equals("--bad")) {
				bad = true;
				continue;
			}
			String found = faults(file), name = new File(file).getName();
			if (bad)
				OUT.println(found.isEmpty() ? "not ok control: " + name + ": the fault passes" : "ok control: " + name);
			else
				OUT.println((found.isEmpty() ? "ok " : "not ok ") + name);
			if (!bad && !found.isEmpty())
				OUT.println("  " + found.strip().replace("\n", "\n  "));
			bad = false;
		}
	}
}
