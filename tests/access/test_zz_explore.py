import random, pytest, time, os, collections
from tests.access.forms_found import find_forms
from tests.access.cells import all_routes
from tests.access.fuzzing import *
from tests.access.worlds import ACTORS
def test_explore(world):
    t=time.time(); c=time.process_time()
    rng=random.Random(int(os.environ.get("S","1")))
    f = find_forms(world, rng=rng)
    print("took", time.time()-t, time.process_time()-c, len(f.pages), len(f.forms), len(list(f.questions())))
    seen={n for n,_,_ in f.pages}; formed={x.route for x in f.forms}
    for r in all_routes():
        print(r.name, sorted(r.methods), "page" if r.name in seen else "-", "form" if r.name in formed else "-", f.asked_by.get(r.name,""))
    j=Judge(world)
    n=int(os.environ.get("N","300"))
    for name, cases in [("posts",posts(f,world,rng,n)),("questions",questions(f,world,rng,n)),("headed",headed(f,rng,n//3)),("misled",misled(rng,list(ACTORS)))]:
        t=time.time(); c=time.process_time(); k=0
        for case in cases:
            j.ask(case); k+=1
        print(name, k, time.time()-t, time.process_time()-c)
    print(j.passed, j.written, len(j.wrong))
    for w in j.wrong: print(w[:600])
    assert 0
