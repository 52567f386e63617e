"use strict";
// Searching: shows the languages and handouts that have all words typed, in any script.
(() => {
	const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLocaleLowerCase("en").replace(/\u0131/g, "i");
	const form = document.querySelector(".search");
	const field = form.querySelector("input");
	const said = form.querySelector("p");
	const cards = [...document.querySelectorAll(".language")].map((card) => ({
		card,
		text: plain([card.lang, card.querySelector("h3").textContent, card.querySelector(".title").textContent,
			card.closest("section").querySelector("h2").textContent].join(" ")),
	}));

	// With a language, only its cards: the name of one may stand in that of another.
	const search = (lang) => {
		const words = plain(field.value).split(/\s+/).filter(Boolean);
		let found = 0;
		for (const { card, text } of cards) {
			card.hidden = lang ? card.lang !== lang : !words.every((word) => text.includes(word));
			found += card.hidden ? 0 : 1;
		}
		for (const section of document.querySelectorAll("section"))
			section.hidden = !section.querySelector(".language:not([hidden])");
		said.textContent = words.length === 0 ? "" : found === 0 ? form.dataset.none : String(found);
	};

	form.hidden = false;
	form.addEventListener("submit", (event) => event.preventDefault());
	field.addEventListener("input", () => search());
	field.addEventListener("keydown", (event) => {
		if (event.key === "Escape") {
			field.value = "";
			search();
		}
	});
	for (const link of document.querySelectorAll("nav a"))
		link.addEventListener("click", (event) => {
			event.preventDefault();
			field.value = link.textContent;
			search(link.lang);
			document.querySelector(".language:not([hidden]) .files a").focus();
		});
	search();
})();
