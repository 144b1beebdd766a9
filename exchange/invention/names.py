"""Names for invented children and people: common ones in Scotland, put together by chance."""

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIRLS = _words(
    "Aila Ailsa Aisha Amelia Amna Anna Aria Ava Beth Bonnie Callie Carys Cora Daisy Eilidh Ella "
    "Ellie Elsie Emily Erin Esme Eva Evie Fern Freya Grace Hallie Hanna Harper Heather Holly "
    "Iona Iris Isla Ivy Jess Josie Julia Kaia Kara Katie Layla Lena Lexi Lily Lucy Maisie Maya "
    "Millie Mirren Molly Morven Neve Niamh Olivia Orla Penny Poppy Quinn Robyn Rosie Ruby Skye "
    "Sofia Sophie Summer Tilly Una Willow Zara Zuzanna"
)
BOYS = _words(
    "Aaron Adam Aidan Alasdair Alfie Ali Angus Archie Arran Blair Brodie Callan Cameron Charlie "
    "Cian Cody Cole Connor Corey Daniel Dylan Ethan Euan Finlay Finn Fraser Gabriel Gregor "
    "Hamish Harris Harry Hassan Hugo Innes Isaac Jack Jackson Jakub Jamie Jayden Joe Jude Kai "
    "Kyle Lachlan Leo Lewis Liam Logan Louie Luca Lucas Magnus Marcus Mason Max Murray Nathan "
    "Noah Oliver Ollie Omar Oscar Owen Rory Ruaridh Ryan Sam Struan Theo Thomas Tyler Zach"
)
FAMILIES = _words(
    "Adair Aitken Allardyce Anwar Baillie Begbie Birrell Black Blaikie Boyle Brodie Burnside "
    "Calder Carmichael Cassidy Chalmers Cochrane Coull Craigie Crombie Cullen Dalgleish Deans "
    "Devlin Dobie Doig Dougan Drysdale Duffy Dunbar Eadie Easton Farooq Fairlie Ferrier Fleming "
    "Flett Forsyth Gallacher Geddes Gemmell Gilchrist Glennie Gourlay Gow Greig Haddow Haggerty "
    "Halliday Hannah Hastie Heron Hogg Hosie Imrie Inglis Jardine Johal Keenan Kerr Kidd Kowalska "
    "Laidlaw Laird Lamont Leckie Lennox Lorimer Lumsden Lyall Mair Malik Marr Meikle Melrose "
    "Menzies Millar Moncur Mowat Muirhead Nairn Neilson Nicol Nowak Ogilvie Paton Peebles "
    "Pettigrew Pollock Purdie Qureshi Raeburn Rankine Reekie Rennie Riddell Rintoul Rollo Sandison "
    "Scobie Semple Shearer Smeaton Sneddon Speirs Stirling Strachan Swan Tait Telfer Thorburn "
    "Traill Tulloch Turnbull Urquhart Waddell Wardlaw Watters Weir Whyte Wishart Wotherspoon Yuill"
)


def given_name(chance: Random, sex: str) -> str:
    return chance.choice(GIRLS if sex == "female" else BOYS)


def family_name(chance: Random) -> str:
    return chance.choice(FAMILIES)
